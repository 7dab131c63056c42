import { readdirSync } from "node:fs";
import { outputSync } from "./program.ts";

/** Where one host hangs on the lab's network. */
export interface Port {
  readonly index: number;
  readonly address: string;
  readonly address6: string;
  /** A container's own network namespace; a virtual machine has its network inside its kernel instead. */
  readonly namespace?: string;
}

/** A closed network of its own: a namespace with one bridge, reached by `inside` and by nothing else. */
export interface Network {
  readonly namespace: string;
  /** A command prefix that runs a program inside this network. */
  readonly inside: readonly string[];
  /** The addresses of the host number `index` (from 1). */
  addressesOf(index: number): { address: string; address6: string };
  /** Makes a host's cable, plugged into the bridge; does nothing when it is there already. */
  plug(port: Port): void;
  /** Pulls a host's cable out (`false`) or puts it back. */
  link(index: number, up: boolean): void;
  /** Removes all namespaces of the lab, and with them every interface; does nothing the second time. */
  remove(): void;
}

/** The network of the lab called `id`, on 198.18.`subnet`.0/24 and fd00:198:18:`subnet`::/64; made by `plug`. */
export function labNetwork(id: string, subnet: number): Network {
  const four = `198.18.${subnet}`;
  const six = `fd00:198:18:${subnet}:`;
  const ip = (...argv: string[]) => outputSync(["ip", "-n", id, ...argv]);
  const make = () => {
    outputSync(["ip", "netns", "add", id]);
    ip("link", "set", "lo", "up");
    ip("link", "add", "br0", "type", "bridge");
    ip("addr", "add", `${four}.1/24`, "dev", "br0");
    ip("addr", "add", `${six}:1/64`, "dev", "br0", "nodad");
    ip("link", "set", "br0", "up");
  };
  return {
    namespace: id,
    inside: ["nsenter", `--net=/run/netns/${id}`, "--"],
    addressesOf: (index) => ({
      address: `${four}.${10 + index}`,
      address6: `${six}:${(10 + index).toString(16)}`,
    }),
    plug(port) {
      if (!namespaces().includes(id)) make();
      if (ip("-br", "link").includes(`${plugOf(port.index)}@`)) return;
      if (port.namespace) plugContainer(id, port, port.namespace);
      else {
        ip("link", "add", cableOf(port.index), "type", "veth", "peer", "name", plugOf(port.index));
        ip("link", "set", cableOf(port.index), "up");
      }
      ip("link", "set", plugOf(port.index), "master", "br0", "up");
    },
    link: (index, up) => void ip("link", "set", plugOf(index), up ? "up" : "down"),
    remove() {
      for (const name of namespaces().filter((name) => name === id || name.startsWith(`${id}-`))) {
        outputSync(["ip", "netns", "del", name]);
      }
    },
  };
}

/** The interface a virtual machine reads and writes; names are by number, as they may have 15 characters only. */
export function cableOf(index: number): string {
  return `h${index}-e`;
}

/** The end of a host's cable that is in the bridge. */
function plugOf(index: number): string {
  return `h${index}-b`;
}

/** A container's end of the cable is its own `eth0`, set up from outside: it boots without a network service. */
function plugContainer(id: string, port: Port, namespace: string): void {
  outputSync(["ip", "netns", "add", namespace]);
  const plug = plugOf(port.index);
  outputSync([
    "ip",
    "link",
    "add",
    "eth0",
    "netns",
    namespace,
    "type",
    "veth",
    "peer",
    "name",
    plug,
    "netns",
    id,
  ]);
  const ip = (...argv: string[]) => outputSync(["ip", "-n", namespace, ...argv]);
  ip("link", "set", "lo", "up");
  ip("addr", "add", `${port.address}/24`, "dev", "eth0");
  ip("addr", "add", `${port.address6}/64`, "dev", "eth0", "nodad");
  ip("link", "set", "eth0", "up");
}

/** All network namespaces with a name; none when the folder is not there yet. */
function namespaces(): string[] {
  try {
    return readdirSync("/run/netns");
  } catch {
    return [];
  }
}

import { isIP, isIPv4, isIPv6 } from "node:net";
import type { AllowEntry, Share } from "../../../config/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonObject, JsonPath } from "../../../model/json.ts";
import { clientsOf, storageAddress } from "../expand.ts";
import { canonical } from "../export/options.ts";

/** Everybody, in the three ways exports(5) has for it. */
const world = new Set(["*", "0.0.0.0/0", "::/0", "0.0.0.0/0.0.0.0"]);

const clientOf = (entry: AllowEntry): string => (typeof entry === "string" ? entry : entry.client);
const optionsOf = (entry: AllowEntry): readonly string[] =>
  typeof entry === "string" ? [] : (entry.options ?? []);

/** One spelling for one address: networks of one address are that address, IPv6 is compressed. */
function spelt(client: string): string {
  const single = client.replace(/^([0-9.]+)\/32$|^([0-9A-Fa-f:.]+)\/128$/, "$1$2");
  return isIPv6(single) ? new URL(`http://[${single}]`).hostname.slice(1, -1) : single.toLowerCase();
}

/** Who may mount: to the whole world, twice, against a declared client, or not to be understood. */
export function accessRules(config: Config, name: string, share: Share): Finding[] {
  const allow = share.allow ?? [];
  const options = (own: readonly string[]): JsonObject => canonical(["rw", ...(share.options ?? []), ...own]);
  const clients = clientsOf(share).map((client) => ({
    host: client.host,
    address: spelt(storageAddress(config, client.host)),
    options: options([...client.options, ...(client.readOnly ? ["ro"] : [])]),
  }));
  return allow.flatMap((entry, i): Finding[] => {
    const client = clientOf(entry);
    const path: JsonPath = ["shares", name, "allow", i, ...(typeof entry === "string" ? [] : ["client"])];
    const at = config.at(path);
    const misread = networkFault(client);
    if (misread) return [{ code: "NFS124", severity: "error", at, ...misread }];
    if (allow.findIndex((other) => spelt(clientOf(other)) === spelt(client)) < i)
      return [
        {
          code: "NFS117",
          severity: "error",
          message: `${client} is allowed already`,
          at,
        },
      ];
    const given = options(optionsOf(entry));
    if (world.has(client)) return [toTheWorld(name, client, given, at)];
    const declared = clients.find(({ address }) => address === spelt(client));
    if (!declared || JSON.stringify(declared.options) === JSON.stringify(given)) return [];
    const message = `${client} is the client ${declared.host}, which has other options there`;
    const hint = "say it once: remove this, or give the client its options";
    return [{ code: "NFS116", severity: "error", message, at, hint }];
  });
}

function toTheWorld(name: string, client: string, given: JsonObject, at: Finding["at"] & object): Finding {
  const rootful = given.access === "rw" && given.root_squash === "no" && given.all_squash === "no";
  return {
    code: rootful ? "NFS112" : "NFS111",
    severity: "warning",
    message: rootful
      ? `shares.${name}: anybody who reaches the server may write as root (${client}, rw, no_root_squash)`
      : `shares.${name}: anybody who reaches the server may mount it (${client})`,
    at,
    hint: "name the networks that need it",
  };
}

/** What is wrong with an address or network; names, wildcards and netgroups are the server's to resolve. */
function networkFault(client: string): { message: string; hint?: string } | undefined {
  if (client.startsWith("@") || /[*?[]/.test(client)) return undefined;
  const [address = "", bits] = client.split("/");
  const family = isIP(address);
  if (family === 0)
    return bits !== undefined || /^[0-9.]+$/.test(address) || address.includes(":")
      ? { message: `${client} is neither an address nor a network` }
      : undefined;
  if (bits === undefined || (family === 4 && isIPv4(bits))) return undefined;
  const most = family === 4 ? 32 : 128;
  if (!/^[0-9]{1,3}$/.test(bits) || Number(bits) > most)
    return {
      message: `${client}: a network of IPv${family} has 0 to ${most} bits`,
    };
  const start = family === 4 ? networkStart(address, Number(bits)) : address;
  return start === address
    ? undefined
    : {
        message: `${client} is an address inside a network`,
        hint: `the network is ${start}/${bits}`,
      };
}

function networkStart(address: string, bits: number): string {
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - bits);
  const start = Math.floor(number / size) * size;
  return [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".");
}

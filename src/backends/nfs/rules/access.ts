import { isIP, isIPv4, isIPv6 } from "node:net";
import type { AllowEntry, Share } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Details, Draft } from "../../../model/finding-table.ts";
import type { JsonObject, JsonPath } from "../../../model/json.ts";
import { addressOf, insideNetwork, networkStart, wrongBits } from "../../host/rules/network.ts";
import { clientsOf, storageAddress } from "../expand.ts";
import { canonical } from "../export/options.ts";
import { draft } from "../findings/index.ts";

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
    if (misread) return [{ ...misread, at }];
    if (allow.findIndex((other) => spelt(clientOf(other)) === spelt(client)) < i)
      return [{ ...draft("NFS117", `${client} is allowed already`), at }];
    const given = options(optionsOf(entry));
    if (world.has(client)) return [toTheWorld(name, client, given, at)];
    const declared = clients.find(({ address }) => address === spelt(client));
    if (!declared || JSON.stringify(declared.options) === JSON.stringify(given)) return [];
    const message = `${client} is the client ${declared.host}, which has other options there`;
    return [{ ...draft("NFS116", message), at }];
  });
}

function toTheWorld(name: string, client: string, given: JsonObject, at: Finding["at"] & object): Finding {
  const rootful = given.access === "rw" && given.root_squash === "no" && given.all_squash === "no";
  const anybody = `shares.${name}: anybody who reaches the server may`;
  const found = rootful
    ? draft("NFS112", `${anybody} write as root (${client}, rw, no_root_squash)`)
    : draft("NFS111", `${anybody} mount it (${client})`);
  return { ...found, at };
}

/** What is wrong with an address or network; names, wildcards and netgroups are the server's to resolve. */
function networkFault(client: string): Draft | undefined {
  const misread = (message: string, details: Details = { hint: "none" }) => draft("NFS124", message, details);
  if (client.startsWith("@") || /[*?[]/.test(client)) return undefined;
  const [address = "", bits] = client.split("/");
  const family = isIP(address);
  if (family === 0)
    return bits !== undefined || /^[0-9.]+$/.test(address) || address.includes(":")
      ? misread(`${client} is neither an address nor a network`)
      : undefined;
  if (bits === undefined || (family === 4 && isIPv4(bits))) return undefined;
  const most = family === 4 ? 32 : 128;
  if (!/^[0-9]{1,3}$/.test(bits) || Number(bits) > most)
    return misread(wrongBits(client, most, ` of IPv${family}`));
  const start = family === 4 ? addressOf(networkStart(address, bits)) : address;
  return start === address
    ? undefined
    : misread(insideNetwork(client), { hint: "inside", values: { start, bits } });
}

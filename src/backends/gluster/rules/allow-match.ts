import { isIPv4 } from "node:net";

const bitsOf = (address: string): number =>
  address.split(".").reduce((all, part) => all * 256 + Number(part), 0);

/** Whether an entry of auth.allow lets one of a host's names or addresses in: exact, `*`, `192.0.2.*`, `192.0.2.0/24`. */
export function entryAdmits(entry: string, names: readonly string[]): boolean {
  if (entry === "*" || names.includes(entry)) return true;
  const addresses = names.filter((name) => isIPv4(name));
  if (entry.endsWith("*")) return addresses.some((address) => address.startsWith(entry.slice(0, -1)));
  const [network = "", bits] = entry.split("/");
  if (bits === undefined || !isIPv4(network)) return false;
  const size = 2 ** (32 - Number(bits));
  return addresses.some(
    (address) => Math.floor(bitsOf(address) / size) === Math.floor(bitsOf(network) / size),
  );
}

import { isIPv4, isIPv6 } from "node:net";

/** IPv4 addresses from one to another, both among them, as numbers. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Why MooseFS, or people, would misread an address. */
export interface Fault {
  readonly message: string;
  readonly hint?: string;
}

/** Every IPv4 address there is. */
export const world: Range = { first: 0, last: 2 ** 32 - 1 };

/** An IPv4 address as a number. */
export const numberOf = (address: string): number =>
  address.split(".").reduce((all, part) => all * 256 + Number(part), 0);

/** A number as an IPv4 address. */
export const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

/** Whether all of `inner` is in `outer`. */
export const inside = (inner: Range, outer: Range): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

/** Reads `192.0.2.1`, `192.0.2.0/24` or `192.0.2.1-192.0.2.9`; mfsexports.cfg knows neither names nor IPv6. */
export function rangeOf(entry: string): Range | Fault {
  if (entry === "*") return { message: "`*` is not an address", hint: "everybody is 0.0.0.0/0" };
  const [address = "", bits] = entry.split("/");
  if (bits !== undefined && isIPv4(address)) return networkOf(entry, address, bits);
  const [from = "", to] = entry.split("-");
  if (isIPv4(from) && to !== undefined && isIPv4(to)) {
    if (numberOf(from) <= numberOf(to)) return { first: numberOf(from), last: numberOf(to) };
    return { message: `${entry} ends before it begins`, hint: `write ${to}-${from}` };
  }
  if (isIPv4(entry)) return { first: numberOf(entry), last: numberOf(entry) };
  if (isIPv6(address))
    return { message: `${entry}: MooseFS speaks IPv4 only`, hint: "allow the IPv4 addresses" };
  const named = /[A-Za-z]/.test(entry);
  return {
    message: `${entry} is no IPv4 address, network or range`,
    ...(named
      ? { hint: "MooseFS knows no host names here: declare the host as a client, or write its address" }
      : {}),
  };
}

function networkOf(entry: string, address: string, bits: string): Range | Fault {
  if (isIPv4(bits)) return { message: `${entry}: write the number of bits: 255.255.255.0 is /24` };
  if (!/^[0-9]{1,2}$/.test(bits) || Number(bits) > 32)
    return { message: `${entry}: a network has 0 to 32 bits` };
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(numberOf(address) / size) * size;
  if (first === numberOf(address)) return { first, last: first + size - 1 };
  return {
    message: `${entry} is an address inside a network`,
    hint: `the network is ${addressOf(first)}/${bits}`,
  };
}

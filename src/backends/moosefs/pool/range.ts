import { isIPv4, isIPv6 } from "node:net";
import {
  addressOf,
  insideNetwork,
  networkSize,
  networkStart,
  numberOf,
  wrongBits,
} from "../../host/rules/network.ts";

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
  if (!/^[0-9]{1,2}$/.test(bits) || Number(bits) > 32) return { message: wrongBits(entry, 32) };
  const first = networkStart(address, bits);
  if (first === numberOf(address)) return { first, last: first + networkSize(bits) - 1 };
  return { message: insideNetwork(entry), hint: `the network is ${addressOf(first)}/${bits}` };
}

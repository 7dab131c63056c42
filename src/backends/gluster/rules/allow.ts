import { isIP, isIPv4, isIPv6 } from "node:net";
import type { Finding } from "../../../model/finding.ts";
import type { Report } from "../findings/index.ts";

/** Entries of `allow` that gluster cannot read, that are there twice, or that let everybody in. */
export const allowRules = (name: string, allow: readonly string[], report: Report): Finding[] =>
  allow.flatMap((entry, i): Finding[] => {
    const path = ["allow", i];
    const fault = misread(entry);
    if (fault) return [report("GLU130", path, fault.message, { hint: fault.hint })];
    if (allow.findIndex((other) => other.toLowerCase() === entry.toLowerCase()) < i)
      return [report("GLU131", path, `${entry} is allowed already`)];
    if (entry !== "*") return [];
    const message = `pools.${name}: anybody who reaches the peers may mount it (*)`;
    return [report("GLU132", path, message)];
  });

/** Why gluster cannot read an entry, and which hint of GLU130 helps. */
interface Misread {
  readonly message: string;
  readonly hint: "star" | "family" | "everybody" | "mask" | "none";
}

/** What gluster's auth.allow takes was tried on 10.3: see `valid_internet_address` in its libglusterfs. */
function misread(entry: string): Misread | undefined {
  const [address = "", bits] = entry.split("/");
  if (bits !== undefined) return network(entry, address, bits);
  if (entry === "*" || isIP(entry) !== 0) return undefined;
  if (entry.includes("*"))
    return /^(?:[0-9]{1,3}\.){1,3}\*$/.test(entry) && entry.split(".").every((part) => !(Number(part) > 255))
      ? undefined
      : { message: `${entry}: gluster knows * only as the end of an IPv4 address`, hint: "star" };
  const named = !/^[0-9.]+$|:/.test(entry) && /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(entry);
  return named ? undefined : { message: `${entry} is neither an address nor a name`, hint: "none" };
}

function network(entry: string, address: string, bits: string): Misread | undefined {
  if (isIPv6(address)) return { message: `${entry}: gluster cannot read networks of IPv6`, hint: "family" };
  if (!isIPv4(address)) return { message: `${entry} is neither an address nor a network`, hint: "none" };
  if (bits === "0") return { message: `${entry}: gluster cannot read this`, hint: "everybody" };
  if (/^[1-9][0-9]?$/.test(bits) && Number(bits) <= 32) return undefined;
  return { message: `${entry}: a network has 1 to 32 bits`, hint: isIPv4(bits) ? "mask" : "none" };
}

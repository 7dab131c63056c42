import { isIP, isIPv4, isIPv6 } from "node:net";
import type { Finding } from "../../../model/finding.ts";
import type { Tell } from "../../host/rules/finding.ts";

/** Entries of `allow` that gluster cannot read, that are there twice, or that let everybody in. */
export const allowRules = (name: string, allow: readonly string[], tell: Tell): Finding[] =>
  allow.flatMap((entry, i): Finding[] => {
    const path = ["allow", i];
    const fault = misread(entry);
    if (fault) return [tell("GLU130", "error", path, fault.message, fault.hint)];
    if (allow.findIndex((other) => other.toLowerCase() === entry.toLowerCase()) < i)
      return [tell("GLU131", "error", path, `${entry} is allowed already`)];
    if (entry !== "*") return [];
    const message = `pools.${name}: anybody who reaches the peers may mount it (*)`;
    return [tell("GLU132", "warning", path, message, "name the networks that need it")];
  });

/** What gluster's auth.allow takes was tried on 10.3: see `valid_internet_address` in its libglusterfs. */
function misread(entry: string): { message: string; hint?: string } | undefined {
  const [address = "", bits] = entry.split("/");
  if (bits !== undefined) return network(entry, address, bits);
  if (entry === "*" || isIP(entry) !== 0) return undefined;
  if (entry.includes("*"))
    return /^(?:[0-9]{1,3}\.){1,3}\*$/.test(entry) && entry.split(".").every((part) => !(Number(part) > 255))
      ? undefined
      : {
          message: `${entry}: gluster knows * only as the end of an IPv4 address`,
          hint: "write 192.0.2.* or a network such as 192.0.2.0/24",
        };
  const named = !/^[0-9.]+$|:/.test(entry) && /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(entry);
  return named ? undefined : { message: `${entry} is neither an address nor a name` };
}

function network(
  entry: string,
  address: string,
  bits: string,
): { message: string; hint?: string } | undefined {
  if (isIPv6(address))
    return {
      message: `${entry}: gluster cannot read networks of IPv6`,
      hint: "name the addresses, or the hosts",
    };
  if (!isIPv4(address)) return { message: `${entry} is neither an address nor a network` };
  if (bits === "0") return { message: `${entry}: gluster cannot read this`, hint: 'everybody is "*"' };
  if (/^[1-9][0-9]?$/.test(bits) && Number(bits) <= 32) return undefined;
  return {
    message: `${entry}: a network has 1 to 32 bits`,
    ...(isIPv4(bits) ? { hint: "write the number of bits: 255.255.255.0 is /24" } : {}),
  };
}

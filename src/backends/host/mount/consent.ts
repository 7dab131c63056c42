import type { Consent } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";

const line = (unit: unknown, name: string): string =>
  typeof unit === "string" ? (new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "") : "";

/** What a unit mounts, without the server of a Gluster volume: every member leads to the same data. */
function contentsOf(unit: unknown): string {
  const what = line(unit, "What").replaceAll("%%", "%");
  return line(unit, "Type") === "glusterfs" ? what.slice(what.lastIndexOf(":") + 1) : what;
}

const sourceOf = (mounted: unknown) => (mounted as JsonObject | null | undefined)?.source;

/**
 * What has to be agreed to before a mount point of ours leads to other data. The unit says where it leads by what was
 * declared before; a mount that somebody exchanged by hand is drift, and goes back unasked.
 */
export function mountConsent({ op, address, host, before, after }: Change): Consent | undefined {
  const [from, to] = [contentsOf(before?.unit), contentsOf(after?.unit)];
  if (op !== "update" || from === "" || from === to) return undefined;
  // the same data over another address of its server: what is mounted was seen to be what is wanted
  const source = sourceOf(before?.mounted);
  if (source !== undefined && source === sourceOf(after?.mounted)) return undefined;
  const where = address.slice(address.indexOf(":") + 1);
  return {
    what: `repoint:${address}`,
    bound: [from, to],
    why: `${where} on ${host} leads to ${from} and would lead to ${to}: what uses it would find other data there, or none; was it only renamed? Then put the old name or path back`,
    aloneUseless: true,
  };
}

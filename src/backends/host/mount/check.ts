import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Observation } from "../../../model/observation.ts";
import { within } from "../../../model/place.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { draft } from "../findings/index.ts";
import { fstabFact, missingMount } from "../probe/path.ts";
import { findingsOf } from "../rules/finding.ts";
import { beneathFact } from "./facts.ts";
import { type MountSpec, mountSpec } from "./spec.ts";

function mismatch(resource: Resource, observation: Observation): string | undefined {
  if (observation.status !== "present" || observation.mark !== "unmarked") return undefined;
  const { live, what } = mountSpec(resource);
  const mounted = observation.state.mounted as JsonObject | null;
  if (mounted === null) return "a unit file of somebody else is there";
  if (mounted.source !== what || mounted.fstype !== live.fstype)
    return `${String(mounted.source)} is mounted there`;
  const differs = Object.entries(live.options).find(
    ([name, value]) => (mounted.options as JsonObject)[name] !== value,
  );
  if (differs) return `it is mounted with other options (${differs[0]})`;
  return observation.state.unit === null ? undefined : "a unit file of somebody else mounts it";
}

function foreign(resource: Resource, observation: Observation): readonly Draft[] {
  const reason = mismatch(resource, observation);
  if (reason === undefined) return [];
  return [draft("HST140", `${mountSpec(resource).where} on ${resource.host} is not holdfast's: ${reason}`)];
}

/** A line of /etc/fstab for the same mountpoint. */
function inFstab({ where }: MountSpec, host: string, read: Read): readonly Draft[] {
  const fstab = read(fstabFact.key);
  const listed =
    "out" in fstab &&
    fstab.out.split("\n").some((line) => !line.startsWith("#") && line.trim().split(/\s+/)[1] === where);
  if (!listed) return [];
  const message = `${where} is in /etc/fstab on ${host}: two places would decide what is mounted there`;
  return [draft("HST143", message)];
}

/** What is at the mountpoint while nothing is mounted there: files that the mount would hide, or no directory. */
function beneath({ where }: MountSpec, host: string, read: Read): readonly Draft[] {
  const reply = read(beneathFact(where).key);
  const [is, ...names] = "out" in reply ? reply.out.split("\n").filter((line) => line !== "") : [];
  if (is === "other") return [draft("HST142", `${where} on ${host} exists and is not a directory`)];
  if (is !== "directory" || names.length === 0) return [];
  const some = `${names.join(", ")}${names.length === 3 ? ", …" : ""}`;
  return [draft("HST141", `${where} on ${host} is not empty (${some}): a mount would hide what is in it`)];
}

/** A file system of /etc/fstab that is not mounted and would cover the mountpoint later. */
function mountMissing({ where }: MountSpec, host: string, read: Read): readonly Draft[] {
  const missing = missingMount(where, read);
  if (!missing || missing === where) return [];
  const side = within(where, missing) ? "below it" : "beside it";
  const message = `${missing} on ${host} is in /etc/fstab but not mounted; ${where} lies ${side}`;
  return [draft("HST144", message, { values: { where } })];
}

function hidden(resource: Resource, observation: Observation, read: Read): readonly Draft[] {
  const spec = mountSpec(resource);
  const mountedNow = observation.status === "present" && observation.state.mounted !== null;
  const listed = inFstab(spec, resource.host, read);
  if (mountedNow) return listed;
  return [...listed, ...beneath(spec, resource.host, read), ...mountMissing(spec, resource.host, read)];
}

/** What keeps holdfast from mounting: another mount or unit there, an fstab line, or files that would be hidden. */
export const checkMount = (resource: Resource, observation: Observation, read: Read): readonly Finding[] =>
  findingsOf({ address: resource.address, host: resource.host }, [
    ...foreign(resource, observation),
    ...hidden(resource, observation, read),
  ]);

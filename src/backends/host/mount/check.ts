import type { Finding } from "../../../model/finding.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { fstabFact, missingMount, notDirectory, within } from "../probe/path.ts";
import { mountSpec } from "./spec.ts";
import { beneathFact } from "./state.ts";

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

function foreign(resource: Resource, observation: Observation): readonly Finding[] {
  const reason = mismatch(resource, observation);
  if (reason === undefined) return [];
  const { address, host } = resource;
  const { where } = mountSpec(resource);
  return [
    {
      code: "HST140",
      severity: "error",
      message: `${where} on ${host} is not holdfast's: ${reason}`,
      address,
      host,
      hint: "unmount it and remove its unit or fstab line there, or declare another mountpoint",
    },
  ];
}

function hidden(resource: Resource, observation: Observation, read: Read): readonly Finding[] {
  const { address, host } = resource;
  const { where } = mountSpec(resource);
  const mountedNow = observation.status === "present" && observation.state.mounted !== null;
  const fstab = read(fstabFact.key);
  const findings: Finding[] = [];
  const listed =
    "out" in fstab &&
    fstab.out.split("\n").some((line) => !line.startsWith("#") && line.trim().split(/\s+/)[1] === where);
  if (listed)
    findings.push({
      code: "HST143",
      severity: "error",
      message: `${where} is in /etc/fstab on ${host}: two places would decide what is mounted there`,
      address,
      host,
      hint: "take the line out of /etc/fstab there, or declare another mountpoint",
    });
  if (mountedNow) return findings;
  const beneath = read(beneathFact(where).key);
  const [is, ...names] = "out" in beneath ? beneath.out.split("\n").filter((line) => line !== "") : [];
  if (is === "directory" && names.length > 0)
    findings.push({
      code: "HST141",
      severity: "error",
      message: `${where} on ${host} is not empty (${names.join(", ")}${names.length === 3 ? ", …" : ""}): a mount would hide what is in it`,
      address,
      host,
      hint: `move the content away (onto the share, perhaps), or declare another mountpoint`,
    });
  if (is === "other") findings.push(notDirectory("HST142", where, "mountpoint", resource));
  const missing = missingMount(where, read);
  if (missing && missing !== where)
    findings.push({
      code: "HST144",
      severity: "warning",
      message: `${missing} on ${host} is in /etc/fstab but not mounted; ${where} lies ${within(where, missing) ? "below it" : "beside it"}`,
      address,
      host,
      hint: `mount it first, or it will cover ${where} later`,
    });
  return findings;
}

/** What speaks against mounting: somebody else's mount or unit there, an fstab line, content that would be hidden. */
export const checkMount = (resource: Resource, observation: Observation, read: Read): readonly Finding[] => [
  ...foreign(resource, observation),
  ...hidden(resource, observation, read),
];

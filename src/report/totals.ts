import type { Finding } from "../model/finding.ts";
import type { Plan } from "../model/plan.ts";
import { clean } from "./clean.ts";
import { hasErrors } from "./findings.ts";
import { count, list } from "./words.ts";

/** Names of hosts that could not be reached, in the order of the plan. */
export const unreachable = ({ hosts }: Plan): readonly string[] =>
  Object.entries(hosts)
    .filter(([, { reachable }]) => !reachable)
    .map(([name]) => name);

/** Everything looked at is as declared, nothing is unknown, nothing is left over. */
export const isInSync = (plan: Plan): boolean =>
  plan.changes.length + plan.blocked.length + plan.unknown.length + plan.orphans.length === 0 &&
  plan.actions.length === 0 &&
  unreachable(plan).length === 0 &&
  !hasErrors(plan.findings);

/** Findings without the errors that block a change: those are shown with that change, not a second time. */
export function freeFindings({ blocked, findings }: Plan): readonly Finding[] {
  const shown = new Set(blocked.map(({ change }) => change.address));
  return findings.filter(({ severity, address }) => severity !== "error" || !shown.has(address ?? ""));
}

/** `storage.yaml`, `a.yaml and b.yaml`. */
export const filesText = ({ config }: Plan): string => clean(list(config.files));

const partialText = ({ partial }: Plan): string =>
  partial ? ` Only ${clean(list(partial))} ${partial.length === 1 ? "was" : "were"} looked at.` : "";

/** The one line of a fleet that needs nothing; equal state gives equal bytes. */
export function inSyncLine(plan: Plan): string {
  const things = count(plan.summary.inSync, "thing");
  const hosts = count(Object.keys(plan.hosts).length, "host");
  const be = plan.summary.inSync === 1 ? "is" : "are";
  return `In sync: ${things} on ${hosts} ${be} as declared in ${filesText(plan)}.${partialText(plan)}`;
}

/** `holdfast plan · storage.yaml · fleet studio · 4 hosts, 1 unreachable`. */
export function titleLine(plan: Plan, snapshot?: string): string {
  const down = unreachable(plan).length;
  return [
    "holdfast plan",
    filesText(plan),
    `fleet ${plan.fleet}`,
    `${count(Object.keys(plan.hosts).length, "host")}${down > 0 ? `, ${down} unreachable` : ""}`,
    ...(snapshot ? [`from ${clean(snapshot)}`] : []),
    ...(plan.partial ? [`only ${clean(list(plan.partial))}`] : []),
  ].join(" · ");
}

/** `3 to create, 1 to change, 0 to remove, 1 blocked, 12 in sync`. */
export function totalsText({ summary }: Plan): string {
  return [
    `${summary.create} to create`,
    `${summary.update} to change`,
    `${summary.delete} to remove`,
    ...(summary.blocked ? [`${summary.blocked} blocked`] : []),
    ...(summary.unknown ? [`${summary.unknown} unknown`] : []),
    ...(summary.orphan ? [`${summary.orphan} no longer declared`] : []),
    `${summary.inSync} in sync`,
  ].join(", ");
}

/** The last line of a plan before what comes next. */
export const totalsLine = (plan: Plan): string => `Plan: ${totalsText(plan)}.`;

/** What to do with this plan. */
export function nextLines(
  plan: Plan,
  view: { readonly again?: string; readonly saved?: string },
): readonly string[] {
  const again = view.again ?? "";
  const tokens = new Set(plan.blocked.flatMap(({ consent }) => (consent ? [clean(consent)] : [])));
  const consents = [...tokens].map((token) => ` --consent ${token}`);
  const down = unreachable(plan);
  return [
    ...(view.saved ? [`Saved to ${clean(view.saved)}.`] : []),
    ...(plan.actions.length === 0
      ? []
      : [
          `Run \`holdfast apply${view.saved ? ` ${clean(view.saved)}` : ""}${again}\` to do ${view.saved ? "exactly " : ""}this.`,
        ]),
    ...(consents.length > 0
      ? [`To allow what is blocked: \`holdfast apply${again}${consents.join("")}\`.`]
      : []),
    ...(down.length > 0
      ? [`What depends on ${clean(list(down))} is left alone until it answers again.`]
      : []),
  ];
}

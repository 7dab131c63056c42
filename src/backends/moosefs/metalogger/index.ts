import type { Action } from "../../../model/action.ts";
import type { FleetKind } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import { mutation, shell } from "../../host/write/scripts.ts";
import { METALOGGER_CONFIG } from "../chunkserver/resource.ts";
import { destroying } from "../pool/consent.ts";
import { hostDaemonsFact, masterFact } from "../probe/facts.ts";
import { startScript } from "../probe/start-script.ts";
import { type MetaloggerState, metaloggerSpec } from "./spec.ts";
import { check, declared, undeclared, wanted } from "./state.ts";

const UNIT = "moosefs-metalogger.service";

function actions({ op, address, host, before: from, after: to, why }: Change): readonly Action[] {
  const before = from as MetaloggerState | undefined;
  const after = to as MetaloggerState | undefined;
  const make = (type: string, rest: Pick<Action, "risk" | "phase">): Action => ({
    ...{
      type: `moosefs.metalogger.${type}`,
      address,
      host,
      params: {},
      lane: `${host}/metalogger`,
      because: why,
    },
    ...rest,
  });
  // its files stay, so nothing is lost by it: a master can still be made of them
  if (op === "delete" || !after?.enabled)
    return before ? [make("stop", { risk: "safe", phase: "teardown" })] : [];
  const starts = !before?.enabled || before.unit !== "active";
  const restarts = !starts && (before.connected !== after.connected || before.copy !== after.copy);
  return [
    ...(starts ? [make("start", { risk: "safe", phase: "build" })] : []),
    ...(restarts ? [make("fetch", { risk: "safe", phase: "build" })] : []),
  ];
}

/** `moosefs.metalogger/<host>`: a host that keeps a pool's metadata too. No longer declared, it is stopped; its files stay. */
export const metalogger: FleetKind = {
  type: "moosefs.metalogger",
  spans: "fleet",
  prune: true,
  facts: ({ host, resources }) => [
    hostDaemonsFact,
    ...(resources.some((resource) => metaloggerSpec(resource).master === host) ? [masterFact] : []),
  ],
  observe: (scope, of) => {
    const known = new Set(scope.resources.map(({ host }) => host));
    return [
      ...scope.resources.map((resource) => declared(resource, of)),
      ...scope.hosts.filter((host) => !known.has(host)).flatMap((host) => undeclared(host, scope, of)),
    ];
  },
  want: wanted,
  check,
  actions,
  commands: ({ type }) =>
    type === "moosefs.metalogger.stop"
      ? [mutation(["systemctl", "disable", "--now", "--", UNIT])]
      : // it takes the metadata when it connects, then once a day: one that came before the first save has none
        [shell(startScript("restart", "24CB"), [UNIT, METALOGGER_CONFIG], 120)],
  consent: ({ op, before }) => {
    const seen = (before as MetaloggerState | undefined)?.seen;
    return op === "delete" && seen?.mode === "absent" ? destroying(seen.pool, seen.instance) : undefined;
  },
};

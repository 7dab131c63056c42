import type { HostKind } from "../../../model/backend.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Fact, FactReply } from "../../../model/snapshot.ts";
import { draft } from "../findings/index.ts";
import { findingsOf } from "../rules/finding.ts";
import { startUnit } from "../write/scripts.ts";

/** Wanted: a systemd unit enabled and active. */
export interface UnitSpec {
  /** `nfs-server.service`. */
  readonly unit: string;
  /** A file whose first line is a number above 0 only while the daemon truly serves; `active` alone can lie. */
  readonly alive: string | null;
}

const specOf = (resource: Resource) => resource.spec as unknown as UnitSpec;

const factOf = ({ unit, alive }: UnitSpec): Fact => ({
  key: `unit ${unit}${alive === null ? "" : ` alive ${alive}`}`,
  script: `systemctl show -p LoadState -p ActiveState -p UnitFileState -- "$1" || exit
printf 'Alive='; if [ -z "$2" ]; then echo 1; else head -n 1 "$2" 2>/dev/null || echo 0; fi`,
  args: [unit, alive ?? ""],
  timeoutS: 10,
});

/** What systemd says of a unit; `undefined` when it has no such unit. */
export function unitState(reply: FactReply) {
  if ("unknown" in reply) return { unknown: reply.unknown };
  if (reply.rc !== 0) return { unknown: "systemctl did not answer" };
  const said = new Map(reply.out.split("\n").map((line) => line.split("=") as [string, string]));
  if (said.get("LoadState") === "not-found") return { absent: true as const };
  return {
    state: {
      enabled: said.get("UnitFileState") ?? "",
      active: said.get("ActiveState") ?? "",
      serving: Number(said.get("Alive") ?? 0) > 0,
    },
  };
}

/** `host.unit/<host>:<unit>`: never disabled or stopped because it is no longer declared, others may use it. */
export const unit: HostKind = {
  type: "host.unit",
  prune: false,
  facts: ({ resources }) => resources.map((resource) => factOf(specOf(resource))),
  observe: ({ resources }, read) =>
    resources.map((resource) => {
      const said = unitState(read(factOf(specOf(resource)).key));
      const { address, host, needs, parts } = resource;
      const observation = said.unknown
        ? { status: "unknown" as const, why: said.unknown }
        : said.state
          ? { status: "present" as const, state: said.state, mark: "shared" as const }
          : { status: "absent" as const };
      return { address, host, needs, parts, observation };
    }),
  want: () => ({ enabled: "enabled", active: "active", serving: true }),
  check: (resource, observation) => {
    if (observation.status !== "present" || observation.state.enabled !== "masked") return [];
    const { address, host } = resource;
    const { unit: name } = specOf(resource);
    const message = `${name} is masked on ${host}: somebody decided that it must not run`;
    return findingsOf({ address, host }, [draft("HST110", message, { values: { unit: name } })]);
  },
  actions: ({ op, address, host, before, why }) => {
    if (op === "delete") return [];
    // active although nothing serves: only a restart brings such a oneshot unit back
    const stuck = before?.active === "active" && before.serving === false;
    const name = address.slice(address.indexOf(":") + 1);
    return [
      {
        type: stuck ? "host.unit.restart" : "host.unit.start",
        address,
        host,
        params: { unit: name },
        risk: stuck ? "disruptive" : "safe",
        lane: `${host}/systemd`,
        phase: "build",
        because: why,
      },
    ];
  },
  commands: ({ type, params }) => [
    startUnit(params.unit as string, type === "host.unit.restart" ? "restart" : "start"),
  ],
};

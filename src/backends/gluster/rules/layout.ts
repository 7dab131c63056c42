import type { GlusterPool } from "../../../generated/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import { count } from "../../host/rules/finding.ts";
import type { Report } from "../findings/index.ts";
import type { Pool } from "../pool/index.ts";

/** Copies and redundancy, and whether the bricks make whole sets on different hosts. */
export function layoutRules(declared: GlusterPool, pool: Pool, report: Report): Finding[] {
  const shape = shapeRules(declared, pool, report);
  const sets = shape.some(({ severity }) => severity === "error")
    ? shape
    : [...shape, ...setRules(pool, report)];
  return sets.some(({ severity }) => severity === "error") ? sets : [...sets, ...quorumRules(pool, report)];
}

function shapeRules({ replica, arbiter, disperse }: GlusterPool, { name }: Pool, report: Report): Finding[] {
  if (disperse === undefined) {
    if (!arbiter || replica === undefined || replica === 2 || replica === 3) return [];
    const message = `pools.${name}: an arbiter goes with two copies, not with \`replica: ${replica}\``;
    return [report("GLU113", ["replica"], message)];
  }
  const excluded = (key: "replica" | "arbiter") =>
    report("GLU116", [key], `pools.${name}: \`${key}\` contradicts \`disperse\``);
  return [
    ...(replica === undefined ? [] : [excluded("replica")]),
    ...(arbiter ? [excluded("arbiter")] : []),
    ...dispersion(name, disperse, report),
  ];
}

function dispersion(
  name: string,
  { data, redundancy }: { data: number; redundancy: number },
  report: Report,
): Finding[] {
  const bricks = data + redundancy;
  const most = Math.floor((bricks - 1) / 2);
  if (redundancy > most) {
    const message = `pools.${name}: of ${count(bricks, "brick")} of a set, ${redundancy} cannot be redundancy: more than half must hold data`;
    const details =
      most < 1 ? { hint: "smallest" } : { hint: "most", values: { data: bricks - most, redundancy: most } };
    return [report("GLU114", ["disperse", "redundancy"], message, details)];
  }
  const below = 2 ** Math.floor(Math.log2(data));
  if (below === data) return [];
  const message = `pools.${name}: ${data} data bricks make most writes read first, which is slow`;
  return [report("GLU115", ["disperse", "data"], message, { values: { below, above: below * 2 } })];
}

const kindOf = ({ replica, arbiter, disperse, redundancy }: Pool): string => {
  if (disperse > 0) return `disperse ${disperse - redundancy}+${redundancy}`;
  return arbiter ? "two copies and an arbiter" : `replica ${replica}`;
};

function setRules(pool: Pool, report: Report): Finding[] {
  const { name, peers, setSize, sets } = pool;
  const bricks = sets.flat().length;
  if (peers.length < setSize) {
    const message = `pools.${name}: ${kindOf(pool)} takes ${count(setSize, "host")}, there ${peers.length === 1 ? "is" : "are"} ${peers.length}`;
    const hint = pool.disperse > 0 || pool.arbiter ? "few" : "fewerCopies";
    const values = { more: count(setSize - peers.length, "peer"), peers: peers.length };
    return [report("GLU110", ["peers"], message, { hint, values })];
  }
  if (bricks % setSize !== 0) {
    const message = `pools.${name}: ${count(bricks, "brick")} on ${count(peers.length, "host")} do not make whole sets of ${setSize} (${kindOf(pool)})`;
    return [
      report("GLU110", ["peers"], message, { hint: "uneven", values: { ways: waysToEven(pool, bricks) } }),
    ];
  }
  return sets.flatMap((set, index) => {
    const again = set.find(({ host }, i) => set.findIndex((other) => other.host === host) < i);
    if (again === undefined) return [];
    const message = `pools.${name}: set ${index + 1} has two bricks on ${again.host}: ${set.map((brick) => brick.name).join(" ")}`;
    return [report("GLU111", ["peers"], message)];
  });
}

/** What makes the bricks come out even. */
function waysToEven({ peers, setSize, sets }: Pool, bricks: number): string {
  const each = bricks / peers.length;
  const uniform = sets.flat().every(({ root }) => root !== null) && Number.isInteger(each);
  const over = bricks % setSize;
  if (!uniform) return `add ${count(setSize - over, "brick")}, or take ${over} out`;
  const steps = Array.from({ length: setSize }, (_, i) => i + 1);
  const more = steps.find((step) => ((peers.length + step) * each) % setSize === 0) ?? setSize;
  const less = steps.find((step) => ((peers.length - step) * each) % setSize === 0) ?? 0;
  const perPeer = steps.find((step) => step > each && (peers.length * step) % setSize === 0) ?? setSize;
  const fewer = peers.length - less >= setSize ? `, take ${less} out` : "";
  return `add ${count(more, "peer")}${fewer}, or \`bricks: {perPeer: ${perPeer}}\``;
}

function quorumRules({ name, peers, replica, arbiter, options }: Pool, report: Report): Finding[] {
  const splits = replica === 2 && !arbiter;
  const alone = report(
    "GLU112",
    ["replica"],
    `pools.${name}: two copies can end in split-brain: when each was written without the other, nobody knows which is right`,
  );
  const stops = (key: string, message: string) => report("GLU117", ["options", key], message);
  const [quorum, serverQuorum] = ["cluster.quorum-type", "cluster.server-quorum-type"] as const;
  return [
    ...(splits ? [alone] : []),
    ...(splits && options[quorum] === "auto"
      ? [
          stops(
            quorum,
            `pools.${name}: with two copies this stops all writing while the first host of a set is away`,
          ),
        ]
      : []),
    ...(peers.length === 2 && options[serverQuorum] === "server"
      ? [stops(serverQuorum, `pools.${name}: with two peers this stops every brick while either is away`)]
      : []),
  ];
}

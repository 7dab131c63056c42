import type { MoosefsPool } from "../../../generated/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { nearest } from "../../../model/nearest.ts";
import { count } from "../../host/rules/finding.ts";
import type { Report } from "../findings/index.ts";
import { adminClientOf, type Pool } from "../pool/index.ts";
import { copiesOf, placeable } from "../pool/labels.ts";

const fields = ["create", "keep", "archive"] as const;

/** Goals and storage classes that the declared chunkservers cannot fulfil: MooseFS takes them without a word. */
export const classRules = (declared: MoosefsPool, pool: Pool, report: Report): Finding[] => [
  ...goalRules(declared, pool, report),
  ...settable(declared, pool, report),
  ...Object.entries(declared.classes ?? {}).flatMap(([name, one]) => [
    ...fields.flatMap((field) => {
      const text = one[field];
      return text === undefined ? [] : expressionRules(text, ["classes", name, field], pool, report);
    }),
    ...archiveRules(name, one, report),
  ]),
];

function goalRules({ goal }: MoosefsPool, pool: Pool, report: Report): Finding[] {
  const { name, chunkservers, classes } = pool;
  if (typeof goal === "string") {
    const names = classes.map((one) => one.name);
    if (names.includes(goal)) return [];
    const near = nearest(goal, names);
    const details = near
      ? { hint: "near", values: { near } }
      : { hint: names.length === 0 ? "declare" : "all", values: { names: names.join(", ") } };
    return [report("MFS114", ["goal"], `pools.${name}: there is no class \`${goal}\``, details)];
  }
  const copies = Number(pool.goal);
  const staying = chunkservers.filter(({ draining }) => !draining).length;
  if (copies > Math.max(staying, 2)) {
    const leaving = staying < chunkservers.length ? ` that ${staying === 1 ? "stays" : "stay"}` : "";
    const message = `pools.${name}: ${count(copies, "copy", "copies")} on ${count(staying, "chunkserver")}${leaving}: each copy needs a server of its own`;
    return [report("MFS112", ["goal"], message, { values: { most: Math.max(2, staying) } })];
  }
  if (copies > 1) return [];
  const message = `pools.${name}: with one copy, every disk that fails takes files with it`;
  return [report("MFS113", ["goal"], message)];
}

/** Goals and classes are set through a mount, by the tools of the client. */
function settable({ goal, classes }: MoosefsPool, { name, clients }: Pool, report: Report): Finding[] {
  const key = goal === undefined ? "classes" : "goal";
  if (adminClientOf({ clients })) return [];
  const below = clients.find(({ folder }) => folder !== "/");
  if (below && goal === undefined && classes === undefined) {
    const missing = `pools.${name}: nobody can make ${below.folder} for ${below.host} to mount: no client may write to the whole pool`;
    return [report("MFS115", ["clients", below.index, "folder"], missing, { hint: "folder" })];
  }
  if (goal === undefined && classes === undefined) return [];
  const message = `pools.${name}: \`${key}\` is set through a mount of the whole pool, and no client has one it may write`;
  return [report("MFS115", [key], message, { hint: "goal" })];
}

function expressionRules(text: string, path: JsonPath, pool: Pool, report: Report): Finding[] {
  const copies = copiesOf(text);
  if (!copies || copies.length > 9) {
    const message = copies
      ? `\`${text}\` asks for ${copies.length} copies, MooseFS keeps 9 at most`
      : `\`${text}\` is no expression over labels`;
    return [report("MFS120", path, message)];
  }
  const { name, chunkservers } = pool;
  const known = new Set(chunkservers.flatMap(({ labels }) => labels));
  const strange = [...new Set(copies.flat(2))].filter((label) => !known.has(label)).sort();
  if (strange.length > 0) {
    const labels = known.size === 0 ? "no chunkserver has labels" : `labels: ${[...known].sort().join(", ")}`;
    const message = `pools.${name}: no chunkserver has the label ${strange.join(" or ")}, which \`${text}\` asks for`;
    return [report("MFS121", path, message, { values: { label: strange[0] ?? "", labels } })];
  }
  const placed = (servers: typeof chunkservers) =>
    placeable(
      copies,
      servers.map(({ labels }) => labels),
    );
  const staying = placed(chunkservers.filter(({ draining }) => !draining));
  if (staying === copies.length) return [];
  const leaving = placed(chunkservers) > staying ? " once all that is draining is drained" : "";
  const message = `pools.${name}: \`${text}\` asks for ${count(copies.length, "copy", "copies")} on servers of their own, and only ${staying} can be placed${leaving}`;
  return [report("MFS122", path, message)];
}

type Class = NonNullable<MoosefsPool["classes"]>[string];

function archiveRules(name: string, { archive, archiveDelay }: Class, report: Report): Finding[] {
  if ((archive === undefined) === (archiveDelay === undefined)) return [];
  return archive === undefined
    ? [
        report("MFS123", ["classes", name, "archiveDelay"], `class ${name} has a delay and no \`archive\``, {
          hint: "delay",
        }),
      ]
    : [
        report("MFS123", ["classes", name, "archive"], `class ${name} does not say after how many days`, {
          hint: "archive",
        }),
      ];
}

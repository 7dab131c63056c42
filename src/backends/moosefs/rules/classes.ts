import type { MoosefsPool } from "../../../config/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { nearest } from "../../../model/nearest.ts";
import { count, type Tell } from "../../host/rules/finding.ts";
import { type Pool, stewardOf } from "../pool/index.ts";
import { copiesOf, placeable } from "../pool/labels.ts";

const fields = ["create", "keep", "archive"] as const;

/** Goals and storage classes that the declared chunkservers cannot fulfil: MooseFS takes them without a word. */
export const classRules = (declared: MoosefsPool, pool: Pool, tell: Tell): Finding[] => [
  ...goalRules(declared, pool, tell),
  ...settable(declared, pool, tell),
  ...Object.entries(declared.classes ?? {}).flatMap(([name, one]) => [
    ...fields.flatMap((field) => {
      const text = one[field];
      return text === undefined ? [] : expressionRules(text, ["classes", name, field], pool, tell);
    }),
    ...archiveRules(name, one, tell),
  ]),
];

function goalRules({ goal }: MoosefsPool, pool: Pool, tell: Tell): Finding[] {
  const { name, chunkservers, classes } = pool;
  if (typeof goal === "string") {
    const names = classes.map((one) => one.name);
    if (names.includes(goal)) return [];
    const near = nearest(goal, names);
    const known = names.length === 0 ? "declare it in `classes:`" : `classes: ${names.join(", ")}`;
    const hint = near ? `did you mean \`${near}\`?` : known;
    return [tell("MFS114", "error", ["goal"], `pools.${name}: there is no class \`${goal}\``, hint)];
  }
  const copies = Number(pool.goal);
  const staying = chunkservers.filter(({ draining }) => !draining).length;
  if (copies > Math.max(staying, 2)) {
    const leaving = staying < chunkservers.length ? ` that ${staying === 1 ? "stays" : "stay"}` : "";
    const message = `pools.${name}: ${count(copies, "copy", "copies")} on ${count(staying, "chunkserver")}${leaving}: each copy needs a server of its own`;
    return [
      tell(
        "MFS112",
        "error",
        ["goal"],
        message,
        `set \`goal: ${Math.max(2, staying)}\`, or add chunkservers`,
      ),
    ];
  }
  if (copies > 1) return [];
  const message = `pools.${name}: with one copy, every disk that fails takes files with it`;
  return [tell("MFS113", "warning", ["goal"], message, "set `goal: 2`")];
}

/** Goals and classes are set through a mount, by the tools of the client. */
function settable({ goal, classes }: MoosefsPool, { name, clients }: Pool, tell: Tell): Finding[] {
  const key = goal === undefined ? "classes" : "goal";
  if (stewardOf({ clients })) return [];
  const below = clients.find(({ folder }) => folder !== "/");
  if (below && goal === undefined && classes === undefined) {
    const missing = `pools.${name}: nobody can make ${below.folder} for ${below.host} to mount: no client may write to the whole pool`;
    const hint = "declare a client without `folder` and `readOnly`, or make the folder by hand before";
    return [tell("MFS115", "warning", ["clients", below.index, "folder"], missing, hint)];
  }
  if (goal === undefined && classes === undefined) return [];
  const message = `pools.${name}: \`${key}\` is set through a mount of the whole pool, and no client has one it may write`;
  return [tell("MFS115", "warning", [key], message, "declare a client without `folder` and `readOnly`")];
}

function expressionRules(text: string, path: JsonPath, pool: Pool, tell: Tell): Finding[] {
  const copies = copiesOf(text);
  if (!copies || copies.length > 9) {
    const message = copies
      ? `\`${text}\` asks for ${copies.length} copies, MooseFS keeps 9 at most`
      : `\`${text}\` is no expression over labels`;
    return [
      tell("MFS120", "error", path, message, "a term for each copy: `A,B`, `2A`, `AB,C+D`, `A[B+C]`, `2*`"),
    ];
  }
  const { name, chunkservers } = pool;
  const known = new Set(chunkservers.flatMap(({ labels }) => labels));
  const strange = [...new Set(copies.flat(2))].filter((label) => !known.has(label)).sort();
  if (strange.length > 0) {
    const labels = known.size === 0 ? "no chunkserver has labels" : `labels: ${[...known].sort().join(", ")}`;
    const message = `pools.${name}: no chunkserver has the label ${strange.join(" or ")}, which \`${text}\` asks for`;
    return [
      tell("MFS121", "error", path, message, `give it to one (\`labels: [${strange[0]}]\`); ${labels}`),
    ];
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
  return [
    tell("MFS122", "error", path, message, "give more chunkservers these labels, or ask for fewer copies"),
  ];
}

type Class = NonNullable<MoosefsPool["classes"]>[string];

function archiveRules(name: string, { archive, archiveDelay }: Class, tell: Tell): Finding[] {
  if ((archive === undefined) === (archiveDelay === undefined)) return [];
  return archive === undefined
    ? [
        tell(
          "MFS123",
          "error",
          ["classes", name, "archiveDelay"],
          `class ${name} has a delay and no \`archive\``,
          "say where files go, or remove it",
        ),
      ]
    : [
        tell(
          "MFS123",
          "error",
          ["classes", name, "archive"],
          `class ${name} does not say after how many days`,
          "add `archiveDelay: 30`",
        ),
      ];
}

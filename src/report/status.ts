import type { StatusRow } from "../model/backend.ts";
import { clean } from "./clean.ts";
import type { Palette } from "./palette.ts";
import { table } from "./table.ts";
import { count } from "./words.ts";

/** Head and body of the table: the part, its health, then every column any row has, in the order first seen. */
export function statusCells(rows: readonly StatusRow[]): readonly (readonly string[])[] {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  return [
    ["part", "health", ...columns],
    ...rows.map(({ part, health, cells }) => [part, health, ...columns.map((name) => cells[name] ?? "-")]),
  ];
}

const healthText = (health: string, paint: Palette): string => {
  const colour = {
    ok: paint.green,
    degraded: paint.yellow,
    down: paint.red,
    unknown: paint.cyan,
  }[health];
  return colour ? colour(health) : health;
};

const summary = (rows: readonly StatusRow[]): string => {
  const bad = rows.filter(({ health }) => health !== "ok").length;
  const all = count(rows.length, "part");
  return bad === 0 ? `${all}, all ok.` : `${all}, ${bad} not ok.`;
};

/** Every share and pool with its health, then whatever is not as it should be. */
export function statusText(rows: readonly StatusRow[], paint: Palette): readonly string[] {
  if (rows.length === 0) return ["Nothing is declared: no shares, no pools."];
  const [head = [], ...body] = statusCells(rows).map((row) => row.map(clean));
  const painted = body.map(([part = "", health = "", ...rest]) => [part, healthText(health, paint), ...rest]);
  const notes = rows.flatMap(({ part, notes: some }) =>
    some.map((note) => `  ${clean(part)}: ${clean(note)}`),
  );
  return [
    ...table([head.map((name) => paint.bold(name.toUpperCase())), ...painted]),
    ...(notes.length > 0 ? ["", ...notes] : []),
    "",
    summary(rows),
  ];
}

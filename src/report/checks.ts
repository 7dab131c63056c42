import type { Check } from "../model/backend.ts";
import { clean } from "./clean.ts";
import type { Palette } from "./palette.ts";
import { table } from "./table.ts";
import { count } from "./words.ts";

const verdictText = (verdict: Check["verdict"], paint: Palette): string =>
  ({
    ok: paint.green,
    warning: paint.yellow,
    fail: paint.red,
    unknown: paint.cyan,
  })[verdict](verdict);

function hostLines(checks: readonly Check[], paint: Palette): readonly string[] {
  const rows = table(
    checks.map((it) =>
      [verdictText(it.verdict, paint), it.name, it.text].map((cell, i) => (i ? clean(cell) : cell)),
    ),
    "  ",
  );
  return checks.flatMap(({ hint, verdict }, i) => [
    rows[i] ?? "",
    ...(hint && verdict !== "ok" ? [`    hint: ${clean(hint)}`] : []),
  ]);
}

/** Checks by host, each with its verdict; a total at the end. */
export function checksText(checks: readonly Check[], paint: Palette): readonly string[] {
  const hosts = [...new Set(checks.map(({ host }) => host))];
  const of = (verdict: Check["verdict"]) => checks.filter((check) => check.verdict === verdict).length;
  const bad = [
    ...(of("fail") ? [`${of("fail")} failed`] : []),
    ...(of("warning") ? [count(of("warning"), "warning")] : []),
    ...(of("unknown") ? [`${of("unknown")} unknown`] : []),
  ];
  return [
    ...hosts.flatMap((host) => [
      paint.bold(clean(host)),
      ...hostLines(
        checks.filter((check) => check.host === host),
        paint,
      ),
      "",
    ]),
    `${count(checks.length, "check")} on ${count(hosts.length, "host")}: ${bad.length > 0 ? bad.join(", ") : "all ok"}.`,
  ];
}

import type { Config } from "../model/config.ts";
import { findingCounts, findingLines, hasErrors } from "../report/findings.ts";
import { findingsDocument, jsonText } from "../report/json.ts";
import { count, list } from "../report/words.ts";
import { exit } from "./exit.ts";
import { type Act, print } from "./run.ts";

/** How many hosts, shares and pools were read; sections that are not in the file are left out. */
function readOf(config: Config): Readonly<Record<string, number>> {
  const sections = Object.entries(config.file).filter(([name]) => name === "shares" || name === "pools");
  return {
    hosts: Object.keys(config.hosts).length,
    ...Object.fromEntries(sections.map(([name, things]) => [name, Object.keys(Object(things)).length])),
  };
}

const readText = (read: Readonly<Record<string, number>>): string =>
  Object.entries(read)
    .map(([name, n]) => count(n, name.slice(0, -1)))
    .join(", ");

/** `holdfast validate`: everything that can be known about the file without asking a host. */
export const validate: Act = async ({ io, flags, paint }) => {
  const { loadConfig } = await import("../config/read.ts");
  const { checkConfig } = await import("../reconcile.ts");
  const { config, findings: all, texts } = await loadConfig(flags.file, io.env, [checkConfig]);
  const read = config && readOf(config);
  const valid = read !== undefined && !hasErrors(all);
  if (flags.json) {
    print(io.stdout, [jsonText(findingsDocument(all, read))]);
    return valid ? exit.ok : exit.usage;
  }
  const lines = all.flatMap((finding) => [...findingLines(finding, paint, texts), ""]);
  const name = list(flags.file);
  const counts = findingCounts(all);
  const verdict = valid
    ? `${name}: ${readText(read)}: ${paint.green("valid")}${counts ? `, ${counts}` : ""}.`
    : `${name}: ${paint.red("not valid")}: ${counts}.`;
  print(io.stdout, [...lines, verdict]);
  return valid ? exit.ok : exit.usage;
};

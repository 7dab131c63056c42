import { createHash } from "node:crypto";
import type { StorageFile } from "../generated/schema-types.ts";
import type { Config } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import { check } from "./check.ts";
import { type Environment, withEnv } from "./env.ts";
import type { Source } from "./files.ts";
import { inOrder } from "./findings.ts";
import { hostsOf } from "./hosts.ts";
import { merge } from "./merge.ts";
import { parse } from "./parse.ts";
import { hostRules } from "./rules.ts";
import { sourceMap } from "./source-map.ts";
import { type Mapping, toJson } from "./tree.ts";

/** A cross-check: what a schema cannot say, without asking a host. */
export type Rule = (config: Config) => readonly Finding[];

/** What came of the files: a configuration exactly when no finding is an error. */
export interface Loaded {
  readonly config?: Config;
  readonly findings: readonly Finding[];
  /** The text of each file, to show the lines findings point at. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Files to configuration: YAML, `${env:…}`, merge, schema, cross-checks. Pure; `rules` are those of the backends;
 * `allRead` is false when further files could not be read.
 *
 * All findings of all stages come together: what is broken is set aside and the rest still checked.
 */
export const decode = (
  sources: readonly Source[],
  env: Environment,
  rules: readonly Rule[] = [],
  allRead = true,
): Loaded => {
  const parsed = sources.map(({ text, file }) => parse(text, file));
  const filled = parsed.flatMap(({ tree }) => (tree ? [withEnv(tree, env)] : []));
  const merged = merge(filled.flatMap(({ tree }) => (tree.kind === "map" ? [tree] : [])));
  const whole = allRead && filled.length === sources.length;
  const judged = merged && judge(merged.tree, sources, whole, rules);
  const findings = inOrder(
    [parsed, filled, merged ?? [], judged ?? []].flat().flatMap((stage) => stage.findings),
    sources.map(({ file }) => file),
  );
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const valid = judged?.config && !findings.some(({ severity }) => severity === "error");
  return {
    findings,
    texts,
    ...(valid && judged.config && { config: judged.config }),
  };
};

/** One text as if it were the only file; for tests and for what is not on disk. */
export const decodeText = (
  text: string,
  file: string,
  env: Environment = {},
  rules: readonly Rule[] = [],
): Loaded => decode([{ text, file }], env, rules);

interface Judged {
  readonly config?: Config;
  readonly findings: readonly Finding[];
}

/** When a file could not be parsed, what the others lack may well be in it: neither asked for nor cross-checked. */
const judge = (tree: Mapping, sources: readonly Source[], whole: boolean, rules: readonly Rule[]): Judged => {
  const { findings, sound } = check(tree, whole);
  if (sound === undefined || !whole) return { findings };
  const config = configOf(sound, sources);
  return {
    config,
    findings: [...findings, ...[hostRules, ...rules].flatMap((rule) => rule(config))],
  };
};

const configOf = (tree: Mapping, sources: readonly Source[]): Config => {
  const json = toJson(tree);
  const file = json as unknown as StorageFile;
  const at = sourceMap(tree);
  return {
    fleet: file.fleet,
    hosts: hostsOf(file, at),
    file,
    sources: sources.map((source) => ({
      file: source.file,
      sha256: sha256(source.text),
    })),
    sha256: sha256(JSON.stringify(sorted(json))),
    at,
  };
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The order of keys means nothing in the file, so it must not change the hash. */
const sorted = (json: Json): Json => {
  if (Array.isArray(json)) return json.map(sorted);
  if (json === null || typeof json !== "object") return json;
  const entries = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, sorted(value)]));
};

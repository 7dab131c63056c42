import { decode, type Loaded, type Rule } from "./decode.ts";
import type { Environment } from "./env.ts";
import { readSources } from "./files.ts";
import { inOrder } from "./findings.ts";

/** Read when no `-f` is given. */
export const defaultFile = "storage.yaml";

/**
 * Reads and checks the files and folders named by `-f` (`storage.yaml` when none is).
 *
 * Never throws: whatever is wrong is a finding, all of them at once. `env` fills `${env:NAME}`; `rules` are the
 * cross-checks of the backends.
 */
export const loadConfig = async (
  paths: readonly string[],
  env: Environment,
  rules: readonly Rule[] = [],
): Promise<Loaded> => {
  const read = await readSources(paths.length === 0 ? [defaultFile] : paths);
  const decoded = decode(read.sources, env, rules, read.findings.length === 0);
  if (read.findings.length === 0) return decoded;
  const files = [...read.findings.map(({ at }) => at?.file ?? ""), ...decoded.texts.keys()];
  const { config: _, ...rest } = decoded;
  return {
    ...rest,
    findings: inOrder([...read.findings, ...decoded.findings], files),
  };
};

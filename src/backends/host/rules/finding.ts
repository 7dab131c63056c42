import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Details, Draft, DraftOf } from "../../../model/finding-table.ts";
import type { JsonPath } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";

/**
 * Makes the findings of a backend's rules about one pool: `path` is below `pools.<name>`, severity and hint come from
 * the backend's table.
 */
export const aboutPool =
  <Code extends string>(draft: DraftOf<Code>) =>
  (config: Config, name: string) =>
  (code: Code, path: JsonPath, message: string, details?: Details): Finding => ({
    ...draft(code, message, details),
    at: config.at(["pools", name, ...path]),
  });

/** What a check says of a resource, which adds what it is about; an error unless it says otherwise. */
export type FindingDraft = Omit<Draft, "severity"> & Partial<Pick<Draft, "severity">>;

/** What a check says of a resource, or of one that is no longer declared, as findings about it. */
export const findingsOf = (
  { address, host, at }: Pick<Resource, "address" | "host"> & Partial<Pick<Resource, "at">>,
  findings: readonly FindingDraft[],
): readonly Finding[] =>
  findings.map(({ severity = "error", ...rest }) => ({
    host,
    ...rest,
    severity,
    address,
    ...(at ? { at } : {}),
  }));

/** The same for one thing of many alike on a host: each begins with the host's name. */
export const findingsThere = (resource: Resource, findings: readonly FindingDraft[]): readonly Finding[] =>
  findingsOf(
    resource,
    findings.map((one) => ({ ...one, message: `${resource.host}: ${one.message}` })),
  );

/** `1 host`, `2 hosts`; `2 copies` where the plural is irregular. */
export const count = (number: number, word: string, words = `${word}s`): string =>
  `${number} ${number === 1 ? word : words}`;

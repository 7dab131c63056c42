import type { Config } from "../../../model/config.ts";
import type { Finding, Severity } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";

/** Makes findings about one pool: `path` is below `pools.<name>`. */
export const about =
  (config: Config, name: string) =>
  (code: string, severity: Severity, path: JsonPath, message: string, hint?: string): Finding => ({
    code,
    severity,
    message,
    at: config.at(["pools", name, ...path]),
    ...(hint === undefined ? {} : { hint }),
  });

/** What {@link about} gives. */
export type Tell = ReturnType<typeof about>;

/** What a check says of a resource, which adds what it is about; an error unless it says otherwise. */
export type Told = Pick<Finding, "code" | "message" | "hint"> & Partial<Pick<Finding, "severity" | "host">>;

/** What a check says of a resource, or of one that is no longer declared, as findings about it. */
export const findingsOf = (
  { address, host, at }: Pick<Resource, "address" | "host"> & Partial<Pick<Resource, "at">>,
  told: readonly Told[],
): readonly Finding[] =>
  told.map(({ severity = "error", ...rest }) => ({
    host,
    ...rest,
    severity,
    address,
    ...(at ? { at } : {}),
  }));

/** The same for one thing of many alike on a host: each begins with the host's name. */
export const findingsThere = (resource: Resource, told: readonly Told[]): readonly Finding[] =>
  findingsOf(
    resource,
    told.map((one) => ({ ...one, message: `${resource.host}: ${one.message}` })),
  );

/** `1 host`, `2 hosts`; `2 copies` where the plural is irregular. */
export const count = (number: number, word: string, words = `${word}s`): string =>
  `${number} ${number === 1 ? word : words}`;

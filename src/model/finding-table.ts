import type { Finding, Severity } from "./finding.ts";

/**
 * What one code means: a row of the list of findings. Hints of messages, the table in the README and
 * `holdfast explain` are made from it.
 */
export interface FindingEntry {
  readonly severity: Severity;
  /** The other severity of a code that is reported with two. */
  readonly or?: Severity;
  /** One sentence: what the code means. */
  readonly means: string;
  /** How it comes about. */
  readonly cause: string;
  /** What holdfast did about it, and what it did not do. */
  readonly done: string;
  /** The way out, step by step where it takes several. */
  readonly remedy: string;
  /**
   * The next step, shown below the message: `{name}` stands for a value. A code that has a different next step from
   * case to case names its cases.
   */
  readonly hint?: string | Readonly<Record<string, string>>;
}

/** Code to what it means: the list of findings of one backend or stage. */
export type FindingTable = Readonly<Record<string, FindingEntry>>;

/** A finding before it is known which resource, or which place in the file, it is about. */
export type Draft = Pick<Finding, "code" | "severity" | "message" | "hint" | "host">;

/** What a finding adds to its row of the table. */
export interface Details {
  /** Values for the `{name}`s of the hint. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** Which hint it is, of a code that has several; `none` for a case without one. */
  readonly hint?: string;
  /** The other severity of the row, where it applies. */
  readonly severity?: Severity;
  readonly host?: string;
}

/** What {@link drafting} gives: makes the draft of a finding from its code and its message. */
export type DraftOf<Code extends string = string> = (code: Code, message: string, details?: Details) => Draft;

const filled = (hint: string, values: Details["values"] = {}): string =>
  hint.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

function hintOf({ hint }: FindingEntry, details: Details): string | undefined {
  if (details.hint === "none") return undefined;
  const chosen = typeof hint === "object" ? hint[details.hint ?? ""] : hint;
  return chosen === undefined ? undefined : filled(chosen, details.values);
}

/** Makes drafts of the findings of one table: severity and hint come from the row of the code. */
export const drafting =
  <Code extends string>(table: Readonly<Record<Code, FindingEntry>>): DraftOf<Code> =>
  (code, message, details = {}) => {
    const entry = table[code];
    const hint = hintOf(entry, details);
    return {
      code,
      severity: details.severity ?? entry.severity,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(details.host === undefined ? {} : { host: details.host }),
    };
  };

import type { Check, StatusRow } from "../model/backend.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { FindingEntry } from "../model/finding-table.ts";
import type { Blocked, Plan } from "../model/plan.ts";
import { type Span, spanText } from "../model/span.ts";
import { hasErrors } from "./findings.ts";

/** Version of every document this program prints: a minor one only adds keys. */
export const formatVersion = "1.0";

/** Places are written the way editors and terminals make them clickable. */
const replacer = (key: string, value: unknown): unknown =>
  key === "at" && isSpan(value) ? spanText(value) : value;

const isSpan = (value: unknown): value is Span =>
  typeof value === "object" && value !== null && "line" in value && "column" in value && "file" in value;

/** A document for people and machines. */
export const jsonText = (value: unknown): string => JSON.stringify(value, replacer, 2);

/** One line of a stream. */
export const jsonLine = (value: unknown): string => JSON.stringify(value, replacer);

const spanPattern = /^(.*):(\d+):(\d+)$/s;

/** Something with its place as text, as a document has it. */
type Placed<T> = Omit<T, "at"> & { readonly at?: string };

function spanFrom(text: string | undefined): { readonly at?: Span } {
  const [, file, line, column] = spanPattern.exec(text ?? "") ?? [];
  return file === undefined ? {} : { at: { file, line: Number(line), column: Number(column) } };
}

const changeFrom = ({ at, ...rest }: Placed<Change>): Change => ({
  ...rest,
  ...spanFrom(at),
});
const findingFrom = ({ at, ...rest }: Placed<Finding>): Finding => ({
  ...rest,
  ...spanFrom(at),
});

/** A plan as it was written by {@link jsonText}; the document must have been checked against its schema. */
export function planFrom(document: unknown): Plan {
  const plan = document as Omit<Plan, "changes" | "blocked" | "findings"> & {
    readonly changes: readonly Placed<Change>[];
    readonly blocked: readonly (Omit<Blocked, "change"> & {
      readonly change: Placed<Change>;
    })[];
    readonly findings: readonly Placed<Finding>[];
  };
  return {
    ...plan,
    changes: plan.changes.map(changeFrom),
    blocked: plan.blocked.map((it) => ({
      ...it,
      change: changeFrom(it.change),
    })),
    findings: plan.findings.map(findingFrom),
  };
}

/** What `validate --json` prints. */
export const findingsDocument = (findings: readonly Finding[], read?: Readonly<Record<string, number>>) => ({
  formatVersion,
  valid: !hasErrors(findings),
  ...(read ? { read } : {}),
  findings,
});

/** What `explain --json` prints: each code with its row. */
export const entriesDocument = (entries: readonly (readonly [string, FindingEntry])[]) => ({
  formatVersion,
  findings: entries.map(([code, { severity, or, means, cause, done, remedy }]) => ({
    code,
    severities: or ? [severity, or] : [severity],
    means,
    cause,
    done,
    remedy,
  })),
});

/** What `status --json` prints. */
export const statusDocument = (
  fleet: string,
  rows: readonly StatusRow[],
  unreachable: readonly string[],
) => ({
  formatVersion,
  fleet,
  unreachable,
  parts: rows,
});

/** What `doctor --json` prints. */
export const checksDocument = (fleet: string, checks: readonly Check[]) => ({
  formatVersion,
  fleet,
  checks,
});

import type { Span } from "./span.ts";

/** `error` stops what it concerns, `warning` does not, `info` only tells. */
export type Severity = "error" | "warning" | "info";

/**
 * Something a person should know. A value, never an exception: all findings of a run are reported at once.
 *
 * `code` is stable (three letters for the area, three digits); `hint` says what to do next.
 */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The resource concerned; an error with an address blocks exactly the change of that resource. */
  readonly address?: string;
  readonly host?: string;
  readonly at?: Span;
  readonly hint?: string;
}

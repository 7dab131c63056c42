import type { Finding } from "../model/finding.ts";

/** Exit codes: stable, and part of the contract with scripts. */
export const exit = {
  ok: 0,
  error: 1,
  changes: 2,
  usage: 3,
  unreachable: 4,
  refused: 5,
  stale: 6,
  locked: 7,
  partly: 8,
  running: 9,
  unhealthy: 10,
  interrupted: 130,
} as const;

/** Ends a command with a message for people; never a defect, so it is shown without a stack. */
export class Stop extends Error {
  readonly exit: number;
  readonly hint: string | undefined;
  readonly findings: readonly Finding[];
  readonly texts: ReadonlyMap<string, string>;

  constructor(
    code: number,
    message: string,
    more: {
      readonly hint?: string;
      readonly findings?: readonly Finding[];
      readonly texts?: ReadonlyMap<string, string>;
    } = {},
  ) {
    super(message);
    this.name = "Stop";
    this.exit = code;
    this.hint = more.hint;
    this.findings = more.findings ?? [];
    this.texts = more.texts ?? new Map();
  }
}

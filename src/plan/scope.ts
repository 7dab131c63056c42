import { draft } from "../diff/findings.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Address } from "../model/resource.ts";
import type { PlanInput } from "./input.ts";
import { everything, type Narrow, selects } from "./narrow.ts";
import { consentToken } from "./policy.ts";

/** What a run is about: what may change in it, and everything that was found. */
export interface Scope {
  readonly narrow: Narrow;
  /** What differs and was not left out, and what was agreed to be erased. */
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** What is no longer declared, holds data, and stays; of what was not left out. */
  readonly orphans: readonly Address[];
  readonly inSync: readonly Address[];
}

/** Gathers the changes a run is about, and the findings about them. */
export function scopeOf(input: PlanInput): Scope {
  const { config, diff, backends, snapshot, narrow = everything } = input;
  const { agreed, offers } = erased(input);
  const changes = [...diff.changes, ...agreed].filter((change) => selects(narrow, change));
  const judged = backends.flatMap((backend) => backend.judge(config, changes, snapshot));
  const isSelected = selecting(input, narrow);
  const going = new Set(agreed.map(({ address }) => address));
  return {
    narrow,
    changes,
    findings: [...input.findings, ...diff.findings, ...offers, ...judged],
    orphans: diff.orphans.filter((address) => isSelected(address) && !going.has(address)),
    inSync: diff.inSync.filter(isSelected),
  };
}

/** Whether a thing was observed and not left out. */
function selecting({ diff }: PlanInput, narrow: Narrow): (address: Address) => boolean {
  const observed = new Map(diff.observed.map((one) => [one.address, one]));
  return (address) => {
    const one = observed.get(address);
    return one !== undefined && selects(narrow, one);
  };
}

/** What was agreed to be erased, and for the rest of what could be, the token that would. */
function erased({ diff, kinds, consents }: PlanInput): {
  readonly agreed: readonly Change[];
  readonly offers: readonly Finding[];
} {
  const asking = diff.erasable.flatMap((change) => {
    const consent = kinds.get(change.type)?.consent?.(change);
    return consent ? [{ change, why: consent.why, token: consentToken(consent.what, consent.bound) }] : [];
  });
  const given = (token: string) => (consents ?? []).includes(token);
  return {
    agreed: asking.flatMap(({ change, token }) => (given(token) ? [change] : [])),
    offers: asking
      .filter(({ token }) => !given(token))
      .map(({ change: { address, host }, why, token }) =>
        draft("PLN120", `${address} is no longer declared; its data is kept`, {
          host,
          values: { token, why },
        }),
      ),
  };
}

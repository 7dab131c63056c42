import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  beforeLogin,
  type LoginEffect,
  type LoginEvent,
  type LoginState,
  loginStep,
} from "../../src/transport/login.ts";
import type { Target } from "../../src/transport/target.ts";
import { times } from "../support/property.ts";

const target: Target = {
  host: "s1.lan",
  port: 22,
  user: "root",
  alias: undefined,
  identityFiles: [],
  identitiesOnly: false,
  agent: undefined,
  knownHosts: [],
  pinned: undefined,
  via: undefined,
};
const terms = { target, timeoutMs: 10_000 };

function effectsOf(events: readonly LoginEvent[], jumped = false): readonly LoginEffect[] {
  let state: LoginState = beforeLogin(target, jumped);
  return events.flatMap((event) => {
    const next = loginStep(terms, state, event);
    state = next.state;
    return next.effects;
  });
}
const failureOf = (events: readonly LoginEvent[], jumped = false) =>
  effectsOf(events, jumped).flatMap((effect) => (effect.do === "fail" ? [effect.failure] : []))[0];

const resolved: LoginEvent = { type: "resolved" };
const connected: LoginEvent = { type: "connected" };
const greeted: LoginEvent = { type: "greeted" };
const encrypted: LoginEvent = { type: "encrypted" };
const asked: LoginEvent = { type: "asked" };
const ready: LoginEvent = { type: "ready" };
const closed: LoginEvent = { type: "closed" };
const timeout: LoginEvent = { type: "timeout" };
const aborted: LoginEvent = { type: "aborted" };
const error = (message: string, level?: string): LoginEvent => ({
  type: "error",
  error: Object.assign(new Error(message), level ? { level } : {}),
});

describe("what is said when a host is silent depends on how far it came", () => {
  it.each([
    [[], "the name s1.lan was not resolved within 10 s"],
    [[resolved], "no answer from s1.lan:22 within 10 s"],
    [[resolved, connected], "s1.lan:22 accepted the connection, then said nothing within 10 s"],
    [
      [resolved, connected, greeted],
      "s1.lan:22 accepted the connection, then did not finish the greeting within 10 s",
    ],
    [
      [resolved, connected, greeted, encrypted],
      "s1.lan:22 accepted the connection, then did not finish the login within 10 s",
    ],
  ])("%#", (events, message) => {
    expect(failureOf([...events, timeout])?.message).toBe(message);
  });

  it("through a jump host there is no name to resolve and no network to wait for", () => {
    expect(failureOf([timeout], true)?.message).toContain("then said nothing");
    expect(beforeLogin({ ...target, host: "192.0.2.1" }, false).resolved).toBe(true);
  });
});

describe("logging in", () => {
  it("offers the agent's keys, then no key at all, then nothing more", () => {
    expect(effectsOf([asked, asked, asked, asked])).toEqual(
      ["agent", "none", "nothing", "nothing"].map((method) => ({ do: "offer", method })),
    );
  });

  it("names the keys that were tried when the host refuses all", () => {
    const tried: LoginEvent = { type: "identities", tried: ["~/.ssh/id_ed25519"] };
    expect(failureOf([tried, error("All methods failed", "client-authentication")])).toMatchObject({
      kind: "auth",
      message: "root@s1.lan:22 refused the login; tried ~/.ssh/id_ed25519",
    });
  });

  it("goes on when the agent does not sign with one of its keys", () => {
    expect(effectsOf([error("agent refused", "agent"), ready])).toEqual([{ do: "welcome" }]);
  });

  it("ends with a key that is not the host's, with a connection that closes, or when it is given up", () => {
    const failure = { kind: "host-key", message: "the key of s1.lan has changed" } as const;
    expect(failureOf([greeted, { type: "failed", failure }])).toEqual(failure);
    expect(failureOf([closed])).toMatchObject({ kind: "lost" });
    expect(failureOf([aborted])?.message).toBe("connecting to root@s1.lan:22 was given up");
  });
});

it("whatever happens in whatever order, a login is settled once", () => {
  const failed: LoginEvent = { type: "failed", failure: { kind: "lost", message: "gone" } };
  const all = [resolved, connected, greeted, encrypted, asked, ready, closed, timeout, aborted, failed];
  const events = fc.array(fc.constantFrom(...all, error("reset"), error("no", "agent")));
  fc.assert(
    fc.property(events, (some) => {
      const settled = effectsOf(some).findIndex((effect) => effect.do !== "offer");
      expect(settled < 0 || settled === effectsOf(some).length - 1).toBe(true);
    }),
    { numRuns: 1000 * times },
  );
});

import { expect, it } from "vitest";
import {
  isFull,
  type LinkEvent,
  type LinkState,
  linkStep,
  mayWait,
  newLink,
  notOpened,
} from "../../src/transport/link.ts";

const who = "root@s1:22";
const after = (...events: readonly (LinkEvent | LinkEvent["type"])[]): LinkState =>
  events.reduce<LinkState>(
    (state, event) =>
      linkStep(who, state, typeof event === "string" ? ({ type: event, why: "gone" } as LinkEvent) : event),
    newLink,
  );
const failure = (message: string, reason?: number) =>
  Object.assign(new Error(message), reason === undefined ? {} : { reason });

it("keeps the first reason why it ended", () => {
  const first = { type: "lost", why: "the host closed it" } as const;
  expect(after(first, { type: "lost", why: "it was closed" }).ended).toEqual({
    kind: "lost",
    message: "the connection to root@s1:22 was lost: the host closed it",
  });
});

it("has as many places as the host turned out to allow, and always one", () => {
  expect(after().places).toBe(8);
  expect(after("opened", "opened", "opened", "closed", "full").places).toBe(2);
  expect(after("full").places).toBe(1);
  expect(after("opened", "opened", "full", "opened", "opened", "full").places).toBe(2);
});

it("waits long for a place while something runs, and not long otherwise", () => {
  expect(mayWait(after("opened"), 59_900)).toBe(true);
  expect(mayWait(after("opened"), 60_000)).toBe(false);
  expect(mayWait(after(), 1_900)).toBe(true);
  expect(mayWait(after(), 2_000)).toBe(false);
});

it("a host without room is distinguished from one that is gone", () => {
  const full = failure("(SSH) Channel open failure: open failed", 2);
  expect(isFull(after("opened"), full)).toBe(true);
  expect(isFull(after("lost"), full)).toBe(false);
  expect(isFull(after(), failure("no", 1))).toBe(false);
});

it("a command may have been started only when its session was opened before the connection went away", () => {
  const gone = after("lost");
  const { ended } = gone;
  expect(notOpened(who, gone, failure("(SSH) Channel open failure: x", 2))).toEqual({
    refused: ended,
    gone: true,
  });
  expect(notOpened(who, gone, failure("No response from server"))).toEqual({ refused: ended, gone: true });
  expect(notOpened(who, gone, failure("Unable to exec"))).toEqual({ lost: ended });
  expect(notOpened(who, after(), failure("Unable to exec"))).toEqual({
    refused: { kind: "setup", message: "root@s1:22 does not run commands: Unable to exec" },
    gone: false,
  });
});

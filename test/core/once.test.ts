import { expect, test } from "vitest";
import type { Host } from "../../src/model/host.ts";
import type { HostSnapshot } from "../../src/model/snapshot.ts";
import { once, type Question } from "../../src/probe/probe.ts";

const question = (name: string, ...keys: readonly string[]): Question => ({
  host: { name } as Host,
  facts: keys.map((key) => ({ key, script: "", args: [], timeoutS: 1 })),
});

/** A fleet that answers when it is told to; each answer has the number of its question. */
function slowFleet() {
  const open: ((how: "answer" | "fail") => void)[] = [];
  let asked = 0;
  const ask = once(() => {
    asked += 1;
    const facts = { number: { rc: asked, out: "" } };
    return new Promise<HostSnapshot>((resolve, reject) => {
      open.push((how) => (how === "fail" ? reject(new Error("gone")) : resolve({ reachable: true, facts })));
    });
  });
  const numberOf = async (answer: Promise<HostSnapshot>) => {
    const seen = await answer;
    return seen.reachable ? (seen.facts.number as { rc: number }).rc : undefined;
  };
  const end = async (how: "answer" | "fail" = "answer") => {
    open.shift()?.(how);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ask: (one: Question) => numberOf(ask(one)), end, asked: () => asked };
}

test("who asks what is being asked gets an answer that was begun after it asked, and shares it", async () => {
  const { ask, end, asked } = slowFleet();
  const first = ask(question("s1", "a"));
  const [second, third] = [ask(question("s1", "a")), ask(question("s1", "a"))];
  expect(asked()).toBe(1);
  await end();
  expect(asked()).toBe(2);
  const fourth = ask(question("s1", "a"));
  await end();
  await end();
  expect(await Promise.all([first, second, third, fourth])).toEqual([1, 2, 2, 3]);
});

test("other hosts and other questions are asked at the same time", async () => {
  const { ask, end, asked } = slowFleet();
  const all = [question("s1", "a"), question("s2", "a"), question("s1", "a", "b")].map(ask);
  expect(asked()).toBe(3);
  for (const _ of all) await end();
  expect(await Promise.all(all)).toEqual([1, 2, 3]);
  const again = ask(question("s1", "a"));
  await end();
  expect(await again).toBe(4);
});

test("a question that came to nothing keeps nobody from asking again", async () => {
  const { ask, end } = slowFleet();
  const first = ask(question("s1", "a"));
  const second = ask(question("s1", "a"));
  const refused = expect(first).rejects.toThrow("gone");
  await end("fail");
  await refused;
  await end();
  expect(await second).toBe(2);
});

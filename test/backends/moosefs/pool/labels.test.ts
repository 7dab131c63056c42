import { expect, test } from "vitest";
import { copiesOf, placeable, suits } from "../../../../src/backends/moosefs/pool/labels.ts";

/** Each copy as text, alternatives with `+`: `*`, `AB`, `C+D`. */
const text = (expression: string) =>
  copiesOf(expression)?.map((copy) => copy.map((product) => product.join("") || "*").join("+"));

test.each([
  ["A,B", ["A", "B"]],
  ["2A", ["A", "A"]],
  ["A, 2B", ["A", "B", "B"]],
  ["AB,C+D", ["AB", "C+D"]],
  ["*", ["*"]],
  ["2*", ["*", "*"]],
  ["2", ["*", "*"]],
  ["A,*", ["A", "*"]],
  ["A,B[X+Y]", ["A", "BX+BY"]],
  ["[A+B][C+D]", ["AC+AD+BC+BD"]],
  ["[A[B+C]+D]E", ["ABE+ACE+DE"]],
])("%s", (expression, copies) => expect(text(expression)).toEqual(copies));

test.each(["", ",", "A,", "A+", "+A", "0A", "A2", "A*", "**", "[A", "A]", "[]", "A][B"])(
  "%j is none",
  (expression) => expect(copiesOf(expression)).toBeUndefined(),
);

test("a server suits a copy by one of its alternatives, all of it", () => {
  const [copy = []] = copiesOf("AB+C") ?? [];
  expect([["A"], ["B", "A"], ["C"], []].map((labels) => suits(copy, labels))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test.each([
  ["2A", [["A"], ["B"]], 1],
  ["A,*", [["A"], ["B"]], 2],
  // the first copy has to make way for the second
  ["A+B,A", [["A"], ["B"]], 2],
  ["*,A+B,A", [["A"], ["B"], []], 3],
  ["A,B", [["A", "B"]], 1],
  ["3*", [[], []], 2],
])("%s on %j: %d copies", (expression, servers, placed) =>
  expect(placeable(copiesOf(expression) ?? [], servers)).toBe(placed),
);

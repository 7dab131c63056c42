import { expect, it } from "vitest";
import { folderWith, inProcess, runProgram, storage } from "./binary.ts";

/** What bash offers for the last of `words`. */
async function offered(words: readonly string[]): Promise<readonly string[]> {
  const cwd = folderWith({ "storage.yaml": storage, "plan.json": "{}" });
  const { out: script } = await inProcess(["completion", "bash"]);
  const line = ["holdfast", ...words].map((word) => `'${word}'`).join(" ");
  const ask = `${script}\nCOMP_WORDS=(${line}) COMP_CWORD=${words.length}\n_holdfast\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const { out, err } = await runProgram(["bash", "-c", ask], { cwd });
  expect(err).toBe("");
  return out.split("\n").filter((word) => word !== "");
}

it.each([
  [["va"], ["validate"]],
  [["plan", "--det"], ["--detailed-exitcode"]],
  [
    ["plan", "--host", ""],
    ["s1", "s2"],
  ],
  [["plan", "--only", "sh"], ["shares.web"]],
  [
    ["--color", "a"],
    ["auto", "always"],
  ],
  [
    ["graph", "--format", ""],
    ["mermaid", "dot"],
  ],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
  [["apply", "pl"], ["plan.json"]],
  [
    ["explain", "GLU23"],
    ["GLU230", "GLU231", "GLU232", "GLU233", "GLU234", "GLU235", "GLU236", "GLU237", "GLU238"],
  ],
  [["-f", "st"], ["storage.yaml"]],
  [["validate", ""], []],
])("bash completes %j", async (words, wanted) => {
  expect(await offered(words)).toEqual(wanted);
});

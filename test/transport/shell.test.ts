import { execFileSync, spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandLine, loginLine, quote } from "../../src/transport/shell.ts";

/** What a real shell makes of a command line: the arguments it passes on, exactly. */
const words = (line: string): string[] =>
  execFileSync("sh", ["-c", line], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  })
    .split("\0")
    .slice(0, -1);

const PRINT = ["node", "-e", "for (const a of process.argv.slice(1)) process.stdout.write(a + '\\0')", "--"];
const printf = ["printf", "%s\\0"];
const word = fc
  .oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.string({
      unit: fc.constantFrom("'", '"', "\\", "\n", "$", "`", " ", "*", "~", "=", "!", "#", ";", "-"),
    }),
  )
  .map((text) => text.replaceAll("\0", ""))
  // Half a surrogate pair cannot be written as UTF-8 at all.
  .filter((text) => Buffer.from(text).toString() === text);

describe("quoting", () => {
  test("any words reach a program through sh unchanged", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (argv) => {
        expect(words(commandLine([...printf, ...argv]))).toEqual(argv);
      }),
      { numRuns: 300 },
    );
  });

  test("special words, one by one, through a program that is no shell builtin", () => {
    const argv = [
      "",
      " ",
      "\n",
      "a\nb",
      "'",
      "''",
      '"',
      "\\",
      "\\'",
      "$HOME",
      "`id`",
      "*",
      "~",
      "~root",
      "A=b",
      "é€😀",
      "-n",
      "#x",
    ];
    expect(words(commandLine([...PRINT, ...argv]))).toEqual(argv);
  });

  test.each(["if", "A=b", "{", "!", "~", "while"])("the first word %s is a program, not grammar", (first) => {
    expect(() => execFileSync("sh", ["-c", `${commandLine([first, "true"])} 2>/dev/null`])).toThrow(
      expect.objectContaining({ status: 127 }),
    );
  });

  test("what needs no quotes stays readable", () => {
    expect(commandLine(["systemctl", "show", "nfs-server.service", "/srv/a:b"])).toBe(
      "systemctl show nfs-server.service /srv/a:b",
    );
  });

  test("NUL and an empty command are refused", () => {
    expect(() => quote("a\0b")).toThrow(RangeError);
    expect(() => commandLine([])).toThrow(RangeError);
  });
});

describe("login shells", () => {
  const shells = ["sh", "bash", "dash", "zsh", "fish", "ksh", "csh", "tcsh"].filter(
    (shell) => spawnSync(shell, ["-c", "true"]).status === 0,
  );
  const script = `# says what it was given
printf '%s\\0' "$@" "a!b" 'it'"'"'s' "\\\\"; cat`;

  test.each(shells)("%s only starts sh with what it is given", (shell) => {
    const argv = ["é€😀", "a!b", "'", "\\", "two\nlines", "$HOME `id`", "*", "x".repeat(5000)];
    const line = loginLine(["sh", "-c", script, "holdfast", ...argv]);
    const said = execFileSync(shell, ["-c", line], { encoding: "utf8", input: "what is typed" });
    expect(said.split("\0")).toEqual([...argv, "a!b", "it's", "\\", "what is typed"]);
  });

  test("plain words stay readable", () => {
    expect(loginLine(["systemctl", "is-active", "nfs-server.service"])).toBe(
      "systemctl is-active nfs-server.service",
    );
  });

  test("the end of the program is that of the line", () => {
    expect(spawnSync("sh", ["-c", loginLine(["sh", "-c", "exit 7"])]).status).toBe(7);
  });
});

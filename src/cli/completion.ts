import type { Command } from "commander";
import { formatVersion, jsonText } from "../report/json.ts";
import { exit, Stop } from "./exit.ts";
import { everyFinding } from "./explain.ts";
import { type Act, print } from "./run.ts";
import { type Flag, type Spec, scripts } from "./shells.ts";

const special: Readonly<Record<string, "file" | "host" | "part">> = {
  "--file": "file",
  "--out": "file",
  "--snapshot": "file",
  "--plan": "file",
  "--host": "host",
  "--only": "part",
};

const flagsOf = (command: Command): readonly Flag[] =>
  command.options.map(({ long, short, description, argChoices, required }) => ({
    long: long ?? "",
    ...(short ? { short } : {}),
    text: description,
    takes: required ? (argChoices ?? special[long ?? ""] ?? "word") : "nothing",
  }));

/** Every command with its own flags, and the flags all of them take; `codes` are what `explain` can be asked for. */
function specOf(
  root: Command,
  codes: readonly string[],
): {
  readonly commands: readonly Spec[];
  readonly flags: readonly Flag[];
} {
  const possible = new Map([
    ["completion", Object.keys(scripts)],
    ["explain", codes],
  ]);
  const words = (command: Command) => {
    if (command.registeredArguments.length === 0) return { words: [] };
    const words = possible.get(command.name());
    return words ? { words } : {};
  };
  return {
    commands: root.commands.map((command) => ({
      name: command.name(),
      summary: command.summary(),
      flags: flagsOf(command),
      ...words(command),
    })),
    flags: flagsOf(root),
  };
}

/** `holdfast completion`: a script for the user's shell, made from the very commands of this program. */
export const completion: Act = async ({ io, flags, program }, shell = "") => {
  const make = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (!make)
    throw new Stop(exit.usage, `no completion for "${shell}".`, {
      hint: "There is one for bash, zsh and fish.",
    });
  const tables = Object.values(await everyFinding());
  const codes = tables.flatMap((table) => Object.keys(table)).sort();
  const { commands, flags: common } = specOf(program, codes);
  const lines = make(commands, common);
  print(io.stdout, flags.json ? [jsonText({ formatVersion, shell, script: lines.join("\n") })] : lines);
  return exit.ok;
};

import type { Command } from "commander";
import { formatVersion, jsonText } from "../report/json.ts";
import { exit, Stop } from "./exit.ts";
import { program } from "./program.ts";
import { type Act, print } from "./run.ts";
import { scripts } from "./shells.ts";

/** What a shell has to know about a command. */
export interface Spec {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** Words its argument can be; undefined where it is a file, empty where it takes none. */
  readonly words?: readonly string[];
}

/** One flag: `--file`, perhaps `-f`, and what it takes. */
export interface Flag {
  readonly long: string;
  readonly short?: string;
  readonly text: string;
  readonly takes: "nothing" | "file" | "host" | "part" | "word" | readonly string[];
}

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

/** Every command with its own flags, and the flags all of them take. */
export function specOf(root: Command): {
  readonly commands: readonly Spec[];
  readonly flags: readonly Flag[];
} {
  const words = (command: Command) => {
    if (command.registeredArguments.length === 0) return { words: [] };
    return command.name() === "completion" ? { words: Object.keys(scripts) } : {};
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
export const completion: Act = async ({ io, flags }, shell = "") => {
  const make = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (!make)
    throw new Stop(exit.usage, `no completion for "${shell}".`, {
      hint: "There is one for bash, zsh and fish.",
    });
  const { commands, flags: common } = specOf(program(io, async () => {}));
  const lines = make(commands, common);
  print(io.stdout, flags.json ? [jsonText({ formatVersion, shell, script: lines.join("\n") })] : lines);
  return exit.ok;
};

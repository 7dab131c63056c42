import { type Command, InvalidArgumentError, Option } from "commander";
import { exit, Stop } from "./exit.ts";
import { levels } from "./log.ts";
import type { Flags } from "./run.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Reads a number above 0, such as seconds. */
export function positive(value: string): number {
  const n = Number(value);
  if (!(Number.isFinite(n) && n > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return n;
}

function whole(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError("It must be a whole number above 0.");
  return Number(value);
}

/** A flag together with its environment variable: `--log-level` is `HOLDFAST_LOG_LEVEL` too. */
export function flag(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.env(`HOLDFAST_${option.name().replaceAll("-", "_").toUpperCase()}`);
}

const listFlag = (flags: string, description: string): Option =>
  flag(flags, description).argParser(collect).default([], "all");

/** Flags every command takes, before or after its name. */
export const commonFlags = (): readonly Option[] => [
  listFlag("-f, --file <path>", "file or folder to read; repeatable").default([], "storage.yaml"),
  listFlag("--host <glob>", "only these hosts; repeatable"),
  listFlag("--only <glob>", "only these addresses or parts (shares.web); repeatable"),
  flag("--json", "machine-readable output").default(false, "text"),
  flag("--parallel <n>", "hosts worked on at once").argParser(whole).default(32),
  flag("--timeout <seconds>", "how long to wait for a connection").argParser(positive).default(10),
  listFlag("--consent <token>", "allow what a plan asked consent for; repeatable").default([], "none"),
  flag("--yes", "apply without asking").default(false, "ask"),
  flag("--accept-new-host-keys", "trust hosts that are not in known_hosts yet").default(false, "refuse"),
  flag("--color <when>", "colours in text").choices(["auto", "always", "never"]).default("auto"),
  flag("--log-level <level>", "log on standard error").choices(levels).default("warn"),
  flag("--log-format <format>", "log lines").choices(["pretty", "json"]).default("pretty"),
];

const yes = new Set(["1", "true", "yes", "on"]);
const no = new Set(["0", "false", "no", "off"]);

/**
 * Makes environment variables mean what they say before commander sees them: empty is not set, and a switch
 * is on only for a yes. Commander by itself takes `HOLDFAST_YES=0` for a yes.
 */
export function settleEnv(options: readonly Option[], env: NodeJS.ProcessEnv): void {
  for (const { envVar, required } of options) {
    const value = envVar && env[envVar]?.trim().toLowerCase();
    if (!envVar || value === undefined) continue;
    if (value === "" || (!required && no.has(value))) delete env[envVar];
    else if (!required && !yes.has(value)) {
      throw new Stop(exit.usage, `${envVar} is "${env[envVar]}", which is neither yes nor no.`, {
        hint: `Set it to 1 or 0, or unset it.`,
      });
    }
  }
}

/** Refuses two formats at once. */
export function oneFormat({ json, markdown }: Pick<Flags, "json" | "markdown">): void {
  if (json && markdown) throw new Stop(exit.usage, "--json and --markdown exclude each other.");
}

/** All flags of a command; lists from the environment are separated by commas. */
export function flagsOf(command: Command): Flags {
  const flags: Record<string, unknown> = command.optsWithGlobals();
  for (const [name, value] of Object.entries(flags)) {
    if (!Array.isArray(value) || command.getOptionValueSourceWithGlobals(name) !== "env") continue;
    flags[name] = value
      .flatMap((text: string) => text.split(",").map((part) => part.trim()))
      .filter((part) => part !== "");
  }
  const file = flags.file;
  return {
    ...flags,
    file: Array.isArray(file) && file.length > 0 ? file : ["storage.yaml"],
  } as unknown as Flags;
}

const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** The flags that name the same files and the same part of the fleet again, for messages. */
export function again({ file, host, only, consent }: Flags): string {
  const files = file.length === 1 && file[0] === "storage.yaml" ? [] : file;
  const all: readonly (readonly [string, readonly string[]])[] = [
    ["-f", files],
    ["--host", host],
    ["--only", only],
    ["--consent", consent],
  ];
  return all.flatMap(([name, values]) => values.map((value) => ` ${name} ${word(value)}`)).join("");
}

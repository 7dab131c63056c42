import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { palette } from "../report/palette.ts";
import { commands, type Entry } from "./commands.ts";
import { exit, type Stop } from "./exit.ts";
import { failed, stopLines } from "./failed.ts";
import { commonFlags, flagsOf, settleEnv } from "./flags.ts";
import { openLog } from "./log.ts";
import { type Io, print, type Run, wantsColour } from "./run.ts";
import { openScreen } from "./screen.ts";

const examplesText = (examples: readonly string[]): string =>
  `\nExamples:\n${examples.map((line) => `  $ ${line}`).join("\n")}`;

const overview = ["holdfast validate", "holdfast plan", "holdfast apply", "holdfast status"];

const exitText = `
Exit codes:
  0  done, or in sync                    6  the plan is stale
  1  unexpected error                    7  another run holds the lock
  2  plan --detailed-exitcode: changes   8  partly applied; run it again
  3  invalid file or usage               9  a long step is still running
  4  a host cannot be used              10  applied, but not healthy
  5  refused: policy or consent        130  interrupted

Every flag can be set in the environment too: --log-level is HOLDFAST_LOG_LEVEL; lists are separated by commas.`;

function runOf(io: Io, command: Command): Run {
  const flags = flagsOf(command);
  const onErr = wantsColour(flags.color, io.stderr, io.env);
  return {
    io,
    program: command.parent ?? command,
    flags,
    log: openLog(flags.logLevel, flags.logFormat, onErr),
    paint: palette(wantsColour(flags.color, io.stdout, io.env)),
    paintErr: palette(onErr),
    screen: openScreen(io.stderr),
  };
}

const version = (): string =>
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;

type Begin = (run: Run, entry: Entry, args: readonly string[]) => Promise<void>;

function addCommand(program: Command, entry: Entry, io: Io, begin: Begin): void {
  const command = program
    .command(entry.name)
    .summary(entry.summary)
    .description(`${entry.name}: ${entry.summary}.`);
  if (entry.argument) command.argument(...entry.argument);
  for (const option of entry.flags?.() ?? []) command.addOption(option);
  command
    .addHelpText("after", examplesText(entry.examples))
    .action(() => begin(runOf(io, command), entry, command.args));
}

/** All of `holdfast` as commander sees it; `begin` is called with the command that was asked for. */
export function program(io: Io, begin: Begin): Command {
  const root = new Command("holdfast")
    .description(
      "Keeps a fleet's storage as storage.yaml declares it: plan shows what differs, apply makes it so.",
    )
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .configureHelp({
      showGlobalOptions: true,
      optionDescription: ({ description, defaultValue, defaultValueDescription, argChoices }) => {
        const preset =
          defaultValue === undefined ? "" : ` (default: ${defaultValueDescription ?? defaultValue})`;
        return `${description}${argChoices ? `: ${argChoices.join(", ")}` : ""}${preset}`;
      },
    })
    .showHelpAfterError("Try `holdfast --help`.")
    .helpCommand(false)
    .addHelpText("after", `${examplesText(overview)}\n${exitText}`);
  for (const option of commonFlags()) root.addOption(option);
  for (const entry of commands) addCommand(root, entry, io, begin);
  return root;
}

/** Runs `holdfast` with the arguments after its name; the exit code is the answer, nothing is thrown. */
export async function holdfast(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exit.usage;
  const root = program(io, async (run, entry, args) => {
    code = await entry
      .load()
      .then((act) => act(run, ...args))
      .catch((error: unknown) => failed(run, error));
  });
  try {
    settleEnv(
      [root, ...root.commands].flatMap((command) => command.options),
      io.env,
    );
    await root.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
    print(io.stderr, stopLines(error as Stop, palette(false)));
    return exit.usage;
  }
}

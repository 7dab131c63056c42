import type { Command } from "commander";
import type { Palette } from "../report/palette.ts";
import type { Level, Log } from "./log.ts";
import type { Screen } from "./screen.ts";

/** Values of all flags; a flag of another command is simply not there. */
export interface Flags {
  readonly file: readonly string[];
  readonly host: readonly string[];
  readonly only: readonly string[];
  readonly json: boolean;
  readonly parallel: number;
  /** Seconds to wait for a connection. */
  readonly timeout: number;
  readonly logLevel: Level;
  readonly logFormat: "pretty" | "json";
  readonly color: "auto" | "always" | "never";
  readonly consent: readonly string[];
  readonly yes: boolean;
  readonly acceptNewHostKeys: boolean;
  readonly markdown?: boolean;
  readonly detailedExitcode?: boolean;
  readonly out?: string;
  readonly snapshot?: string;
  readonly format?: "mermaid" | "dot";
  readonly plan?: string;
  /** Seconds an apply stays for what takes its time. */
  readonly wait?: number;
}

/** The outside world of a command: everything it reads and writes besides files and hosts. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  now(): Date;
}

/** One run of one command. */
export interface Run {
  readonly io: Io;
  /** All of `holdfast` as the command line library sees it: what completion is made from. */
  readonly program: Command;
  readonly flags: Flags;
  readonly log: Log;
  /** Colours for standard output, and for standard error. */
  readonly paint: Palette;
  readonly paintErr: Palette;
  /** The lines on standard error that are redrawn in place. */
  readonly screen: Screen;
}

/** A command: does its work, prints, and says how to exit. */
export type Act = (run: Run, ...args: readonly string[]) => Promise<number>;

/** Writes lines, each with its end. */
export function print(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  if (lines.length > 0) stream.write(`${lines.join("\n")}\n`);
}

/** Whether colours are wanted on a stream: `--color`, then NO_COLOR, then whether somebody is looking. */
export function wantsColour(
  choice: string,
  stream: { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): boolean {
  if (choice !== "auto") return choice === "always";
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}

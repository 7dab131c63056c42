import { createRequire } from "node:module";
import type { Logger } from "pino";

/** Structured log on standard error; nothing of it is ever needed to understand the result. */
export interface Log {
  trace(fields: object, message: string): void;
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** One of {@link levels}. */
export type Level = (typeof levels)[number];

/** Levels a user can ask for, most talkative first. */
export const levels = ["trace", "debug", "info", "warn", "error", "silent"] as const;

const require = createRequire(import.meta.url);

function open(level: Level, format: "pretty" | "json", colour: boolean): Logger {
  const pino = require("pino") as typeof import("pino");
  if (format === "json") return pino.pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  const pretty = require("pino-pretty") as typeof import("pino-pretty");
  return pino.pino(
    { level, base: null },
    pretty.build({
      destination: 2,
      sync: true,
      colorize: colour,
      translateTime: "UTC:HH:MM:ss",
      ignore: "pid,hostname",
    }),
  );
}

/** A log that loads pino only when there is something to write, which most runs never have. */
export function openLog(level: Level, format: "pretty" | "json", colour: boolean): Log {
  let logger: Logger | undefined;
  const from = levels.indexOf(level);
  const writer = (name: "trace" | "debug" | "info" | "warn") => (fields: object, message: string) => {
    if (levels.indexOf(name) < from) return;
    logger ??= open(level, format, colour);
    logger[name](fields, message);
  };
  return {
    trace: writer("trace"),
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
  };
}

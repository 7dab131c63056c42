#!/usr/bin/env node
import { holdfast } from "./cli/program.ts";
import type { Io } from "./cli/run.ts";

const io: Io = {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
};

/**
 * Whoever reads the output may stop early (`| head`): that is no error. A full disk is one, but it must not end
 * an apply half-way: it is reported at the end.
 */
let unwritten: string | undefined;
process.stderr.on("error", () => {});
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") unwritten = error.message;
});

/** All output is out before the process ends; whatever is still open then does not keep it alive. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => (stream.writable ? stream.write("", () => resolve()) : resolve()));

const code = await holdfast(process.argv.slice(2), io);
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
if (unwritten) process.stderr.write(`error: cannot write to standard output: ${unwritten}.\n`);
process.exit(unwritten && code === 0 ? 1 : code);

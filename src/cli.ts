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

/** Whoever reads the output may stop early (`| head`): that is no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/** All output is out before the process ends; whatever is still open then does not keep it alive. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => (stream.writable ? stream.write("", () => resolve()) : resolve()));

const code = await holdfast(process.argv.slice(2), io);
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(code);

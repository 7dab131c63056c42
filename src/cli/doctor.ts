import type { Check } from "../model/backend.ts";
import { checksText } from "../report/checks.ts";
import { checksDocument, jsonText } from "../report/json.ts";
import { exit } from "./exit.ts";
import { interrupts } from "./interrupts.ts";
import { type Act, print } from "./run.ts";
import { declared, narrowOf, waiting, withTransport } from "./session.ts";

const exitOf = (checks: readonly Check[]): number => {
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  if (failed.length === 0) return exit.ok;
  return failed.some(({ name }) => reaching.has(name)) ? exit.unreachable : exit.unhealthy;
};

/** Checks without which nothing can be done on a host at all. */
const reaching = new Set(["ssh", "sudo"]);

/** `holdfast doctor`: whether every host can be worked on. */
export const doctor: Act = async (run) => {
  const config = await declared(run);
  const { examine } = await import("../reconcile.ts");
  const { io, flags, paint } = run;
  const signals = interrupts(run);
  const checks = await withTransport(run, (transport) => {
    const options = {
      narrow: narrowOf(run),
      parallel: flags.parallel,
      signal: signals.stop,
      now: io.now(),
    };
    return waiting(run, "Examining the hosts …", examine(config, transport, options));
  });
  signals.check();
  signals.end();
  print(io.stdout, flags.json ? [jsonText(checksDocument(config.fleet, checks))] : checksText(checks, paint));
  return exitOf(checks);
};

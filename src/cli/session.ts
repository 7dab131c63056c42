import type { Config } from "../model/config.ts";
import type { Plan } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Transport } from "../model/transport.ts";
import { glob } from "../plan/narrow.ts";
import { findingCounts, hasErrors } from "../report/findings.ts";
import { count, duration, list } from "../report/words.ts";
import { exit, Stop } from "./exit.ts";
import { print, type Run } from "./run.ts";
import { openSecrets } from "./secrets.ts";

/** What `--host` and `--only` leave of the fleet. */
export const narrowOf = ({ flags }: Run) => ({
  hosts: flags.host,
  only: flags.only,
});

function checkHosts(globs: readonly string[], config: Config): void {
  const names = Object.keys(config.hosts);
  const missing = globs.filter((it) => !names.some(glob(it)));
  if (missing.length === 0) return;
  throw new Stop(exit.usage, `no host matches --host ${list(missing)}.`, {
    hint: `The hosts are ${list(names)}.`,
  });
}

/** What the user declared; ends the command with all findings when it is not valid. */
export async function declared(run: Run): Promise<Config> {
  const { loadConfig } = await import("../config/read.ts");
  const { checkConfig } = await import("../reconcile.ts");
  const { config, findings, texts } = await loadConfig(run.flags.file, run.io.env, [checkConfig]);
  if (!config || hasErrors(findings)) {
    const errors = findings.filter(({ severity }) => severity === "error");
    throw new Stop(exit.usage, `${list(run.flags.file)} is not valid: ${findingCounts(errors)}.`, {
      findings: errors,
      texts,
    });
  }
  checkHosts(run.flags.host, config);
  return config;
}

/** Opens the door to the hosts for `work`, and closes it whatever happens. */
export async function withTransport<T>(run: Run, work: (transport: Transport) => Promise<T>): Promise<T> {
  const [{ openTransport }, { traced }] = await Promise.all([
    import("../transport/transport.ts"),
    import("../transport/trace.ts"),
  ]);
  const { parallel, timeout, acceptNewHostKeys } = run.flags;
  const options = { connectTimeoutS: timeout, parallel, acceptNewHostKeys, ...openSecrets(run) };
  const transport = traced(openTransport(options), (entry) => run.log.debug(entry, "command"));
  try {
    return await work(transport);
  } finally {
    await transport.close();
  }
}

/** Shows on a terminal that something takes its time, and for how long already. */
export async function waiting<T>(run: Run, text: string, work: Promise<T>): Promise<T> {
  const begun = Date.now();
  const draw = () => run.screen.draw([run.paintErr.dim(`${text} ${duration(Date.now() - begun)}`)]);
  const timer = setInterval(draw, 500);
  draw();
  try {
    return await work;
  } finally {
    clearInterval(timer);
    run.screen.clear();
  }
}

/** A fresh look at the hosts; `atRest` when they are to be changed, and nothing of an earlier run may be going on. */
export async function look(
  run: Run,
  config: Config,
  transport: Transport,
  signal: AbortSignal,
  atRest = false,
): Promise<Snapshot> {
  const { probeFleet } = await import("../reconcile.ts");
  const onWait = (hosts: readonly string[]) => {
    run.screen.clear();
    const what = "a command of an earlier run has not ended yet; waiting until it has.";
    print(run.io.stderr, [`${list(hosts)}: ${what}`]);
  };
  const options = {
    narrow: narrowOf(run),
    parallel: run.flags.parallel,
    signal,
    now: run.io.now(),
    ...(atRest ? { onWait } : {}),
  };
  const { host, only } = run.flags;
  const hosts = Object.keys(config.hosts).filter(
    (name) => host.length === 0 || host.some((it) => glob(it)(name)),
  );
  const what = only.length > 0 ? "the hosts concerned" : count(hosts.length, "host");
  return waiting(run, `Looking at ${what} …`, probeFleet(config, transport, options));
}

/** The plan for what was seen; ends the command when `--only` names nothing. */
export async function planOf(run: Run, config: Config, snapshot: Snapshot): Promise<Plan> {
  const { makePlan } = await import("../reconcile.ts");
  const plan = makePlan(config, snapshot, {
    narrow: narrowOf(run),
    consents: run.flags.consent,
  });
  const { only } = run.flags;
  if (only.length > 0 && Object.values(plan.summary).every((n) => n === 0)) {
    throw new Stop(exit.usage, `nothing matches --only ${list(only)}.`, {
      hint: "Name a part of the file (shares.web) or an address of the plan (nfs.export/s1:web); * stands for anything.",
    });
  }
  return plan;
}

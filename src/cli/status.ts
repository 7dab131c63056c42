import { clean } from "../report/clean.ts";
import { jsonText, statusDocument } from "../report/json.ts";
import { statusText } from "../report/status.ts";
import { exit } from "./exit.ts";
import { oneFormat } from "./flags.ts";
import { interrupts } from "./interrupts.ts";
import { type Act, print } from "./run.ts";
import { declared, look, withTransport } from "./session.ts";

/** `holdfast status`: how every share and pool is doing. */
export const status: Act = async (run) => {
  const { io, flags, paint } = run;
  oneFormat(flags);
  const config = await declared(run);
  const { fleetStatus } = await import("../reconcile.ts");
  const signals = interrupts(run);
  const snapshot = await withTransport(run, (transport) => look(run, config, transport, signals.stop));
  signals.check();
  signals.end();
  const rows = fleetStatus(config, snapshot);
  const down = Object.entries(snapshot.hosts).flatMap(([name, host]) =>
    host.reachable ? [] : [{ name, ...host.failure }],
  );
  const unreachable = down.map(({ name }) => name);
  if (flags.json) print(io.stdout, [jsonText(statusDocument(config.fleet, rows, unreachable))]);
  else if (flags.markdown)
    print(io.stdout, (await import("../report/markdown.ts")).statusMarkdown(config.fleet, rows));
  else {
    const lines = down.map(
      ({ name, message }) => `${paint.red("!")} host ${name} cannot be used: ${clean(message)}`,
    );
    print(io.stdout, [...statusText(rows, paint), ...lines]);
  }
  if (down.length > 0) return exit.unreachable;
  return rows.every(({ health }) => health === "ok") ? exit.ok : exit.unhealthy;
};

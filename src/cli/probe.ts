import type { Snapshot } from "../model/snapshot.ts";
import { clean } from "../report/clean.ts";
import { jsonText } from "../report/json.ts";
import { count } from "../report/words.ts";
import { save } from "./documents.ts";
import { exit } from "./exit.ts";
import { interrupts } from "./interrupts.ts";
import { type Act, print } from "./run.ts";
import { declared, look, withTransport } from "./session.ts";

function summary({ hosts }: Snapshot, out: string | undefined): readonly string[] {
  const all = Object.entries(hosts);
  const down = all.flatMap(([name, host]) => (host.reachable ? [] : [{ name, ...host.failure }]));
  const facts = all.reduce((sum, [, host]) => sum + (host.reachable ? Object.keys(host.facts).length : 0), 0);
  return [
    ...down.flatMap(({ name, message, hint }) => [
      `host ${name} cannot be used: ${clean(message)}`,
      ...(hint ? [`  hint: ${clean(hint)}`] : []),
    ]),
    `Probed ${count(all.length, "host")}, ${count(facts, "fact")}${down.length > 0 ? `, ${down.length} unreachable` : ""}.`,
    ...(out ? [`Saved to ${out}. Plan on it with \`holdfast plan --snapshot ${out}\`.`] : []),
  ];
}

/** `holdfast probe`: what the hosts have, as it came. */
export const probe: Act = async (run) => {
  const config = await declared(run);
  const signals = interrupts(run);
  const snapshot = await withTransport(run, (transport) => look(run, config, transport, signals.stop));
  signals.check();
  signals.end();
  const { out } = run.flags;
  if (out === undefined || run.flags.json) print(run.io.stdout, [jsonText(snapshot)]);
  if (out !== undefined) await save(out, `${jsonText(snapshot)}\n`);
  if (!run.flags.json) print(run.io.stderr, summary(snapshot, out));
  const down = Object.values(snapshot.hosts).some(({ reachable }) => !reachable);
  return down ? exit.unreachable : exit.ok;
};

import { fileURLToPath } from "node:url";
import type { Holdfast } from "../lab/holdfast.ts";
import type { Lab } from "../lab/lab.ts";
import { tell, time } from "./measure.ts";

const ROUNDS = 3;

/** A pool made from bare hosts in two ways. */
export interface BringUp {
  readonly what: string;
  /** Name of the script beside this file: `script KEY KNOWN_HOSTS host=ADDRESS…`. */
  readonly script: string;
  /** Throws unless the pool is whole; looked at after each way, off the clock. */
  readonly whole: (lab: Lab) => Promise<unknown>;
}

const bare = (lab: Lab) => Promise.all(lab.hosts.map(({ name }) => lab.reset(name)));

/** From bare hosts to mounted clients: holdfast and a script, in turns. The last one is holdfast. */
export async function bringUp(lab: Lab, holdfast: Holdfast, { what, script, whole }: BringUp): Promise<void> {
  const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const byHand = [
    "sh",
    fileURLToPath(new URL(script, import.meta.url)),
    lab.key,
    lab.knownHosts,
    ...lab.hosts.map((host) => `${host.name}=${host.address}`),
  ];
  const ours = [process.execPath, cli, "apply", "--yes", "-f", holdfast.file];
  const times = { script: [] as number[], holdfast: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    await bare(lab);
    times.script.push(await time(lab, byHand));
    await whole(lab);
    await bare(lab);
    times.holdfast.push(await time(lab, ours));
    await whole(lab);
  }
  tell(what, "script over ssh", times.script, times.holdfast, 1.3);
}

import type { Plan } from "../model/plan.ts";
import { count } from "../report/words.ts";
import { exit, Stop } from "./exit.ts";
import type { Run } from "./run.ts";

/** One line from the terminal; Ctrl-C ends the command. */
async function answer({ io }: Run, question: string): Promise<string> {
  const { createInterface } = await import("node:readline");
  io.stderr.write("\n");
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  return new Promise((resolve, reject) => {
    lines.on("SIGINT", () => {
      io.stderr.write("\n");
      reject(new Stop(exit.interrupted, "interrupted; nothing was changed."));
      lines.close();
    });
    lines.on("close", () => resolve(""));
    lines.question(question, (text) => {
      resolve(text);
      lines.close();
    });
  });
}

/** Goes on only when the user agrees: by `--yes`, or by typing the word. */
export async function approve(run: Run, plan: Plan): Promise<void> {
  if (run.flags.yes) return;
  const { stdin, stderr } = run.io;
  const actions = count(plan.actions.length, "action");
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new Stop(exit.usage, `nobody is there to approve ${actions}, so nothing was changed.`, {
      hint: "Read the plan, then run it again with --yes.",
    });
  }
  const which = plan.actions.length === 1 ? "this action" : `these ${actions}`;
  const text = await run.screen.aside(() => answer(run, `Apply ${which}? Only yes is accepted: `));
  if (text.trim() !== "yes") throw new Stop(exit.refused, "not approved; nothing was changed.");
}

import { dot, linkGraph, mermaid, stepGraph } from "../report/graph.ts";
import { formatVersion, jsonText } from "../report/json.ts";
import { readPlan } from "./documents.ts";
import { exit } from "./exit.ts";
import { type Act, print, type Run } from "./run.ts";
import { declared } from "./session.ts";

async function graphOf(run: Run) {
  if (run.flags.plan !== undefined) return stepGraph((await readPlan(run.flags.plan)).actions);
  const config = await declared(run);
  const { topology } = await import("../reconcile.ts");
  return linkGraph(topology(config));
}

/** `holdfast graph`: a drawing of the fleet, or of the order of a saved plan. */
export const graph: Act = async (run) => {
  const drawn = await graphOf(run);
  const { json, format } = run.flags;
  const document = () => ({
    formatVersion,
    nodes: [...drawn.nodes].map(([id, text]) => ({ id, text })),
    edges: drawn.edges,
  });
  print(run.io.stdout, json ? [jsonText(document())] : format === "dot" ? dot(drawn) : mermaid(drawn));
  return exit.ok;
};

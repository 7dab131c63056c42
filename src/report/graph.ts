import type { Link } from "../model/backend.ts";
import type { Step } from "../model/plan.ts";
import { clean } from "./clean.ts";
import { nameOf } from "./words.ts";

/** What a graph is drawn from: nodes by key with their text, and edges between keys. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, string>;
  readonly edges: readonly Link[];
}

/** Hosts, shares and pools, and what joins them. */
export function linkGraph(links: readonly Link[]): Graph {
  const names = links.flatMap(({ from, to }) => [from, to]);
  return { nodes: new Map(names.map((name) => [name, name])), edges: links };
}

/** The actions of a plan and what each waits for. */
export function stepGraph(steps: readonly Step[]): Graph {
  const text = ({ id, host, type, address }: Step) => `${id} ${host}: ${type} ${nameOf(address)}`.trimEnd();
  return {
    nodes: new Map(steps.map((step) => [step.id, text(step)])),
    edges: steps.flatMap(({ id, after }) => after.map((from) => ({ from, to: id, label: "" }))),
  };
}

const keysOf = ({ nodes }: Graph): ReadonlyMap<string, string> =>
  new Map([...nodes.keys()].map((name, i) => [name, `n${i + 1}`]));

const mermaidText = (text: string): string =>
  `"${clean(text).replaceAll("&", "&amp;").replaceAll('"', "#quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`;

/** Mermaid, as GitHub renders it. */
export function mermaid(graph: Graph): readonly string[] {
  const keys = keysOf(graph);
  return [
    "flowchart LR",
    ...[...graph.nodes].map(([name, text]) => `  ${keys.get(name)}[${mermaidText(text)}]`),
    ...graph.edges.map(({ from, to, label }) => {
      const arrow = label ? `-->|${mermaidText(label)}|` : "-->";
      return `  ${keys.get(from)} ${arrow} ${keys.get(to)}`;
    }),
  ];
}

const dotText = (text: string): string => `"${clean(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Graphviz. */
export function dot(graph: Graph): readonly string[] {
  const keys = keysOf(graph);
  return [
    "digraph holdfast {",
    "  rankdir=LR;",
    "  node [shape=box];",
    ...[...graph.nodes].map(([name, text]) => `  ${keys.get(name)} [label=${dotText(text)}];`),
    ...graph.edges.map(({ from, to, label }) => {
      const attributes = label ? ` [label=${dotText(label)}]` : "";
      return `  ${keys.get(from)} -> ${keys.get(to)}${attributes};`;
    }),
    "}",
  ];
}

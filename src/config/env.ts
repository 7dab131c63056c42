import type { Finding } from "../model/finding.ts";
import type { ConfigCode } from "./finding-list.ts";
import { findingAt } from "./findings.ts";
import type { Leaf, Tree } from "./tree.ts";

/** `$${env:` stands for a literal `${env:`; anything after `${env:` up to the next brace is taken as a name. */
const placeholder = /\$(\$\{env:)|\$\{env:([^}]*)(\}?)/g;

/** The variables of the process, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The tree with every `${env:NAME}` in a string value replaced (never in keys).
 *
 * The result is always text, even where it looks like a number. An unset variable or a malformed placeholder
 * is a finding and stays as written. What came from the environment is marked, so that no message shows it.
 */
export const withEnv = (tree: Tree, env: Environment): { tree: Tree; findings: Finding[] } => {
  const findings: Finding[] = [];
  const replace = (node: Tree): Tree => {
    if (node.kind === "list") return { ...node, items: node.items.map(replace) };
    if (node.kind === "leaf") return fill(node, env, findings);
    return {
      ...node,
      entries: new Map([...node.entries].map(([key, value]) => [key, replace(value)])),
    };
  };
  return { tree: replace(tree), findings };
};

const fill = (leaf: Leaf, env: Environment, findings: Finding[]): Leaf => {
  if (typeof leaf.value !== "string" || !leaf.value.includes("${env:")) return leaf;
  let fromEnv: Leaf["fromEnv"];
  const value = leaf.value.replaceAll(placeholder, (whole, escaped?: string, name = "", end = "") => {
    if (escaped !== undefined) return escaped;
    const problem = problemWith(name, end, env);
    if (problem !== undefined) findings.push(findingAt(problem.code, leaf.at, problem.message));
    fromEnv = problem !== undefined || fromEnv === "missing" ? "missing" : "filled";
    return problem === undefined ? (env[name] ?? whole) : whole;
  });
  return {
    ...leaf,
    value,
    written: leaf.value,
    ...(fromEnv && { fromEnv }),
  };
};

const problemWith = (
  name: string,
  end: string,
  env: Environment,
): { code: ConfigCode; message: string } | undefined => {
  if (end === "" || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return {
      code: "CFG302",
      message: `\${env:${name}${end} is not of the form \${env:NAME}`,
    };
  if (!Object.hasOwn(env, name) || env[name] === undefined)
    return {
      code: "CFG301",
      message: `the environment variable ${name} is not set`,
    };
  return undefined;
};

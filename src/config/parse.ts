import { type Document, isScalar, Lexer, LineCounter, parseDocument, type YAMLError } from "yaml";
import type { Finding } from "../model/finding.ts";
import { findingAt } from "./findings.ts";
import { type Places, plant } from "./plant.ts";
import type { Tree } from "./tree.ts";

/** A file as a tree; no tree when the YAML itself is broken. */
export interface Parsed {
  readonly tree?: Tree;
  readonly findings: readonly Finding[];
}

/**
 * Most lexical parts (words, brackets, line ends) in one file: about five thousand hosts, read in half a
 * second. Past `maxOpen` open brackets the parser's own recursion would end the process.
 */
const maxParts = 100_000;
const maxOpen = 100;

const maxSyntaxErrors = 10;

/**
 * Reads one YAML 1.2 document (core schema: no sexagesimals, no `yes`).
 *
 * Anchors, aliases and `<<` are followed. Never throws and never takes long: size, depth and the number of
 * values after following aliases are limited.
 */
export const parse = (text: string, file: string): Parsed => {
  const start = { file, line: 1, column: 1 };
  const tooMuch = outOfBounds(text);
  if (tooMuch !== undefined) return { findings: [findingAt("CFG114", start, tooMuch)] };

  const lines = new LineCounter();
  const document = documentOf(text, lines);
  const places: Places = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const complaint = (error: YAMLError): Finding => syntaxFinding(error, places, text);
  if (document.errors.length > 0)
    return {
      findings: firstOfEachLine(document.errors.slice(0, 1000).map(complaint)),
    };
  if (isEmpty(document))
    return {
      findings: [findingAt("CFG107", start, "the file is empty")],
    };
  const { tree, findings } = plant(document, places);
  return {
    ...(tree && { tree }),
    findings: [...document.warnings.map(complaint), ...findings],
  };
};

/** What follows a syntax error on its line, and most of what follows it at all, is an echo. */
const firstOfEachLine = (findings: readonly Finding[]): Finding[] =>
  findings.filter((one, i) => one.at?.line !== findings[i - 1]?.at?.line).slice(0, maxSyntaxErrors);

const isEmpty = (document: Document.Parsed): boolean =>
  document.contents === null || (isScalar(document.contents) && document.contents.value === null);

/** Counts before parsing: the parser itself has no limits. */
const outOfBounds = (text: string): string | undefined => {
  let parts = 0;
  let open = 0;
  for (const part of new Lexer().lex(text)) {
    if (part === "[" || part === "{") open += 1;
    if (part === "]" || part === "}") open = Math.max(0, open - 1);
    if (open > maxOpen) return `more than ${maxOpen} brackets inside each other`;
    parts += 1;
    if (parts > maxParts) return `too much for one file: more than ${maxParts} words`;
  }
  return undefined;
};

/** A garbage file gives tens of thousands of error objects; without stack traces that takes a third of the time. */
const documentOf = (text: string, lineCounter: LineCounter): Document.Parsed => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      lineCounter,
      schema: "core",
      resolveKnownTags: false,
      prettyErrors: false,
      uniqueKeys: false,
    });
  } finally {
    Error.stackTraceLimit = limit;
  }
};

const syntaxFinding = (error: YAMLError, places: Places, text: string): Finding => {
  const at = places(error.pos[0]);
  if (error.code === "MULTIPLE_DOCS") return findingAt("CFG112", at, "a second document starts here");
  if (error.code === "TAG_RESOLVE_FAILED")
    return findingAt("CFG115", at, "YAML tags such as `!thing` have no meaning here");
  if (error.message.startsWith("Maximum call stack")) return findingAt("CFG114", at, "nested too deeply");
  const line = text.split("\n", at.line).at(-1) ?? "";
  return findingAt("CFG111", at, `not valid YAML: ${error.message}`, { hint: syntaxHint(line) });
};

const syntaxHint = (line: string): "placeholder" | "tabs" | "none" => {
  if (line.includes("${env:")) return "placeholder";
  return /^\s*\t/.test(line) ? "tabs" : "none";
};

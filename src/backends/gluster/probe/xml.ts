import { createRequire } from "node:module";
import type { FactReply } from "../../../model/snapshot.ts";

/** In its CommonJS form, which is one file: loading the forty of the other takes five times as long. */
const { XMLParser }: typeof import("fast-xml-parser") = createRequire(import.meta.url)("fast-xml-parser");

/** An element: its text, or its children by name; those that may come several times are always lists. */
export type Element = string | { readonly [name: string]: Element | readonly Element[] };

/** Elements that come any number of times, by the end of their path. */
const lists = [
  "peerStatus.peer",
  "hostnames.hostname",
  "volumes.volume",
  "bricks.brick",
  "options.option",
  "volume.node",
  "tasks.task",
  "params.brick",
  "volRebalance.node",
  "volRemoveBrick.node",
];

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (_name, path) => lists.some((end) => String(path).endsWith(end)),
});

/** What `gluster --xml` answered: the body of a success; a failure in gluster's own words; or nothing that can be read. */
export type Answer =
  | { readonly ok: true; readonly body: Element }
  | { readonly ok: false; readonly errno: string; readonly why: string }
  | { readonly unknown: string };

const text = (element: Element | readonly Element[] | undefined): string =>
  typeof element === "string" ? element.trim() : "";

/** The child of that name; an empty text when there is none. */
export function child(element: Element | undefined, name: string): Element {
  if (element === undefined || typeof element === "string") return "";
  const found = element[name];
  return found === undefined || Array.isArray(found) ? "" : (found as Element);
}

/** The text of the child of that name. */
export const textOf = (element: Element | undefined, name: string): string => text(child(element, name));

/** The children of that name. */
export function children(element: Element | undefined, name: string): readonly Element[] {
  if (element === undefined || typeof element === "string") return [];
  const found = element[name];
  return Array.isArray(found) ? found : [];
}

/**
 * Reads an answer. Only `opRet` tells success: exit codes are 0 on failure and 234 with valid answers (seen on
 * 10.3 and 11.1), and `opErrstr` is filled on success too.
 */
export function answerOf(xml: string): Answer {
  if (!xml.trimStart().startsWith("<?xml"))
    return { unknown: xml.trim().split("\n")[0] || "gluster said nothing" };
  try {
    const body = child(parser.parse(xml) as Element, "cliOutput");
    const opRet = textOf(body, "opRet");
    if (opRet === "") return { unknown: "gluster's answer was cut short" };
    if (opRet === "0") return { ok: true, body };
    return {
      ok: false,
      errno: textOf(body, "opErrno"),
      why: textOf(body, "opErrstr") || "gluster refused without a word",
    };
  } catch {
    return { unknown: "gluster's answer was cut short" };
  }
}

/** Replies that were read already: one plan asks for the same ones again and again, and reading XML is slow. */
const readBefore = new WeakMap<FactReply, readonly Answer[]>();

const documents = (out: string): readonly string[] => out.split(/^(?=<\?xml)/m);

/** The answers to the questions about the cluster, from their one reply. */
export function clusterAnswers(reply: FactReply): { readonly peers: Answer; readonly volumes: Answer } {
  const known = readBefore.get(reply);
  const answers =
    known ?? ("unknown" in reply ? [{ unknown: reply.unknown }] : documents(reply.out).map(answerOf));
  readBefore.set(reply, answers);
  const [peers = { unknown: "gluster said nothing" }, volumes] = answers;
  // what is not XML is said once, of both
  return {
    peers,
    volumes: volumes ?? ("unknown" in peers ? peers : { unknown: "gluster's answer was cut short" }),
  };
}

import type { Resource } from "../model/resource.ts";
import { needsOf, reachable } from "./reach.ts";

/** Which part of the fleet a run is about: globs over host names and over addresses or parts; empty means all. */
export interface Narrow {
  readonly hosts: readonly string[];
  readonly only: readonly string[];
}

/** The whole fleet. */
export const everything: Narrow = { hosts: [], only: [] };

const escaped = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, "\\$&");

/** `*` stands for any text, `?` for one character. */
export function glob(pattern: string): (text: string) => boolean {
  const body = escaped(pattern).replaceAll("*", ".*").replaceAll("?", ".");
  const regex = new RegExp(`^${body}$`, "s");
  return (text) => regex.test(text);
}

const matches = (patterns: readonly string[], texts: readonly string[]) =>
  patterns.length === 0 || patterns.some((pattern) => texts.some(glob(pattern)));

/** Something with an address on a host, serving parts of the file. */
interface Placed {
  readonly address: string;
  readonly host: string;
  readonly parts: readonly string[];
}

/** Whether `narrow` lets this thing be looked at. */
export const selects = (narrow: Narrow, { address, host, parts }: Placed): boolean =>
  matches(narrow.hosts, [host]) && matches(narrow.only, [address, ...parts]);

/** Whether nothing is left out. */
export const isEverything = ({ hosts, only }: Narrow): boolean => hosts.length === 0 && only.length === 0;

/** The hosts a narrowed run has to probe: those of the selected things, of what they need, and of what needs them. */
export function hostsToProbe(
  narrow: Narrow,
  resources: readonly Resource[],
  all: readonly string[],
): readonly string[] {
  if (isEverything(narrow)) return all;
  const chosen = new Set(
    resources.filter((resource) => selects(narrow, resource)).map(({ address }) => address),
  );
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const dependants = resources.filter(({ needs }) => needs.some((need) => chosen.has(need)));
  const closure = reachable([...chosen, ...dependants.map(({ address }) => address)], needsOf(resources));
  const hosts = new Set(
    [...closure].flatMap((address) => {
      const resource = byAddress.get(address);
      return resource ? [resource.host, ...(resource.witnesses ?? [])] : [];
    }),
  );
  const named = narrow.hosts.length > 0 ? all.filter((host) => matches(narrow.hosts, [host])) : [];
  return all.filter((host) => hosts.has(host) || named.includes(host));
}

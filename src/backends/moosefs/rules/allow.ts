import { isIPv4 } from "node:net";
import type { MoosefsPool } from "../../../config/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import { within } from "../../host/probe/path.ts";
import type { Tell } from "../../host/rules/finding.ts";
import type { Pool, PoolClient } from "../pool/index.ts";
import { inside, numberOf, type Range, rangeOf, world } from "../pool/range.ts";

/** An entry of `allow` that can be read. */
interface Allowed extends Range {
  readonly entry: string;
  readonly i: number;
}

/** Entries of `allow` that cannot be read, that are there twice, that let everybody in, or more in than a client says. */
export function allowRules({ allow: given = [] }: MoosefsPool, pool: Pool, tell: Tell): Finding[] {
  const read = given.map((entry, i) => ({ entry, i, range: rangeOf(entry) }));
  const good = read.flatMap(({ entry, i, range }): Allowed[] =>
    "first" in range ? [{ entry, i, ...range }] : [],
  );
  const bad = read.flatMap(({ i, range }) =>
    "first" in range ? [] : [tell("MFS130", "error", ["allow", i], range.message, range.hint)],
  );
  return [
    ...bad,
    ...good.flatMap((one) => covered(one, good, tell)),
    ...good.filter((one) => inside(world, one)).map(({ entry, i }) => toTheWorld(pool.name, entry, i, tell)),
    ...pool.clients.flatMap((client) => widened(client, pool, good, tell)),
  ];
}

function covered(one: Allowed, all: readonly Allowed[], tell: Tell): Finding[] {
  const wider = all.find(
    (other) => other !== one && inside(one, other) && (other.i < one.i || !inside(other, one)),
  );
  if (!wider) return [];
  const same = inside(wider, one);
  const message = same
    ? `${one.entry} is allowed already`
    : `${one.entry} is allowed already, by ${wider.entry}`;
  return [tell("MFS131", same ? "error" : "warning", ["allow", one.i], message, "remove it")];
}

function toTheWorld(name: string, entry: string, i: number, tell: Tell): Finding {
  const message = `pools.${name}: anybody who reaches the master may mount it (${entry})`;
  return tell("MFS132", "warning", ["allow", i], message, "name the networks that need it");
}

/** MooseFS takes the most permissive line that matches, not the closest: a narrow client in a wide range is not narrow. */
function widened(client: PoolClient, { clients }: Pool, allowed: readonly Allowed[], tell: Tell): Finding[] {
  const { host, address, folder, readOnly, index } = client;
  if (!isIPv4(address) || (!readOnly && folder === "/")) return [];
  const path = ["clients", index];
  const here = numberOf(address);
  const range = allowed.find((one) => inside({ first: here, last: here }, one));
  const meant = [readOnly ? "only read" : "", folder === "/" ? "" : `see only ${folder}`].filter(
    (part) => part !== "",
  );
  if (range) {
    const message = `${host} shall ${meant.join(" and ")}, but ${range.entry} of \`allow\` holds ${address} and gives it all: of all that match, MooseFS takes the most permissive`;
    return [tell("MFS133", "warning", path, message, `leave ${address} out of \`allow\``)];
  }
  const wider = clients.find(
    (other) => other.address === address && !other.readOnly && readOnly && within(folder, other.folder),
  );
  if (!wider) return [];
  const message = `${host} shall only read ${folder}, but may write ${wider.folder} by its mount ${wider.mountpoint}: the master tells the two by their address only`;
  return [tell("MFS134", "warning", path, message)];
}

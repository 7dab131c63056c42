import { isIPv4 } from "node:net";
import type { MoosefsPool } from "../../../generated/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Details } from "../../../model/finding-table.ts";
import { within } from "../../../model/place.ts";
import { numberOf } from "../../host/rules/network.ts";
import type { Report } from "../findings/index.ts";
import type { Pool, PoolClient } from "../pool/index.ts";
import { type Fault, inside, type Range, rangeOf, world } from "../pool/range.ts";

/** An entry of `allow` that can be read. */
interface Allowed extends Range {
  readonly entry: string;
  readonly i: number;
}

/** Entries of `allow` that cannot be read, that are there twice, that let everybody in, or more in than a client says. */
export function allowRules({ allow: given = [] }: MoosefsPool, pool: Pool, report: Report): Finding[] {
  const read = given.map((entry, i) => ({ entry, i, range: rangeOf(entry) }));
  const good = read.flatMap(({ entry, i, range }): Allowed[] =>
    "first" in range ? [{ entry, i, ...range }] : [],
  );
  const bad = read.flatMap(({ i, range }) =>
    "first" in range ? [] : [report("MFS130", ["allow", i], range.message, nextOf(range))],
  );
  return [
    ...bad,
    ...good.flatMap((one) => covered(one, good, report)),
    ...good
      .filter((one) => inside(world, one))
      .map(({ entry, i }) => toTheWorld(pool.name, entry, i, report)),
    ...pool.clients.flatMap((client) => widened(client, pool, good, report)),
  ];
}

/** What to write instead, where there is something. */
const nextOf = ({ hint }: Fault): Details =>
  hint === undefined ? { hint: "none" } : { values: { next: hint } };

function covered(one: Allowed, all: readonly Allowed[], report: Report): Finding[] {
  const wider = all.find(
    (other) => other !== one && inside(one, other) && (other.i < one.i || !inside(other, one)),
  );
  if (!wider) return [];
  const same = inside(wider, one);
  const message = same
    ? `${one.entry} is allowed already`
    : `${one.entry} is allowed already, by ${wider.entry}`;
  return [report("MFS131", ["allow", one.i], message, { severity: same ? "error" : "warning" })];
}

function toTheWorld(name: string, entry: string, i: number, report: Report): Finding {
  const message = `pools.${name}: anybody who reaches the master may mount it (${entry})`;
  return report("MFS132", ["allow", i], message);
}

/** MooseFS takes the most permissive line that matches, not the closest: a narrow client in a wide range is not narrow. */
function widened(
  client: PoolClient,
  { clients }: Pool,
  allowed: readonly Allowed[],
  report: Report,
): Finding[] {
  const { host, address, folder, readOnly, index } = client;
  if (!isIPv4(address) || (!readOnly && folder === "/")) return [];
  const path = ["clients", index];
  const here = numberOf(address);
  const range = allowed.find((one) => inside({ first: here, last: here }, one));
  const meant = [readOnly ? "only read" : "", folder === "/" ? "" : `see only ${folder}`].filter(
    (part) => part !== "",
  );
  if (range) {
    const message = `${host} is meant to ${meant.join(" and ")}, but ${range.entry} of \`allow\` holds ${address} and gives it all: of all that match, MooseFS takes the most permissive`;
    return [report("MFS133", path, message, { values: { address } })];
  }
  const wider = clients.find(
    (other) => other.address === address && !other.readOnly && readOnly && within(folder, other.folder),
  );
  if (!wider) return [];
  const message = `${host} is meant to read ${folder} only, but may write ${wider.folder} by its mount ${wider.mountpoint}: the master tells the two apart by their address only`;
  return [report("MFS134", path, message)];
}

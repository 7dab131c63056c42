import { expect, test } from "vitest";
import { links } from "../../../src/backends/host/links/index.ts";
import { backends } from "../../../src/backends/index.ts";
import { desire } from "../../../src/diff/desire.ts";
import { configOf } from "../../support/fleet.ts";

const FIRST = { g1: "192.0.2.11", g2: "192.0.2.12", g3: "192.0.2.13" };

/** The hosts file of g1 once a file that links these hosts is applied to `text`. */
function applied(hosts: Readonly<Record<string, string>>, text: string): string {
  const config = configOf({ version: 1, fleet: "studio", hosts, links: [Object.keys(hosts)] });
  const resource = desire(config, backends).resources.find(({ address }) => address === "host.links/g1");
  if (!resource) throw new Error("g1 is linked");
  return links.want(resource, () => ({ rc: 0, out: text }))["/etc/hosts"] as string;
}

const before = applied(FIRST, "127.0.0.1 localhost\n");

test("a host that was renamed is known by its earlier name too, as long as no other host has it", () => {
  const renamed = { g1: FIRST.g1, g2: FIRST.g2, g9: FIRST.g3 };
  const once = applied(renamed, before);
  expect(once).toContain("192.0.2.13\tg9 g3\n");
  expect(applied(renamed, once)).toBe(once);
  const again = applied({ g1: FIRST.g1, g2: FIRST.g2, g10: FIRST.g3 }, once);
  expect(again).toContain("192.0.2.13\tg10 g3 g9\n");
  const reused = applied({ ...renamed, g3: "192.0.2.14" }, once);
  expect(reused).toContain("192.0.2.13\tg9\n");
  expect(reused).toContain("192.0.2.14\tg3\n");
});

test("a host that is gone is not kept, nor a further name of an address that stays", () => {
  expect(applied({ g1: FIRST.g1, g2: FIRST.g2 }, before)).not.toContain("g3");
  const alias = before.replace("192.0.2.13\tg3", "192.0.2.13\tg3\n192.0.2.13\tmaster-of-old");
  expect(applied(FIRST, alias)).toBe(before);
});

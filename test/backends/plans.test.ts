import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { makePlan } from "../../src/reconcile.ts";
import { plain } from "../../src/report/palette.ts";
import { planText } from "../../src/report/text.ts";
import { configOf } from "../support/fleet.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Every folder `<backend>/plans/<case>` with a storage.yaml; the snapshot is its own or the backend's settled one. */
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, "plans")))
  .flatMap(({ name }) => readdirSync(join(root, name, "plans")).map((one) => ({ backend: name, one })));

const read = (path: string) => readFileSync(path, "utf8");

/** Set UPDATE=1 to write what is planned now as what is expected, then read the difference. */
const update = process.env.UPDATE === "1";

describe("plans on recorded snapshots of real hosts", () => {
  for (const { backend, one } of cases)
    test(`${backend}/${one}`, () => {
      const folder = join(root, backend, "plans", one);
      const own = join(folder, "snapshot.json");
      const seen = existsSync(own) ? own : join(root, backend, "snapshots", "settled-debian12.json");
      const snapshot = JSON.parse(read(seen)) as Snapshot;
      const plan = makePlan(configOf(read(join(folder, "storage.yaml"))), snapshot, {});
      const text = `${planText(plan, { paint: plain }).join("\n")}\n`;
      const golden = join(folder, "plan.txt");
      if (update) writeFileSync(golden, text);
      expect(text).toBe(read(golden));
    });
});

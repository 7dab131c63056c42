import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { backends } from "../../src/backends/index.ts";
import { loadConfig } from "../../src/config/read.ts";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));
const rules = backends.map((backend) => backend.rules);

/** What two copies without an arbiter, and a master without a metalogger, are warned of; the examples say so themselves. */
const warned: Readonly<Record<string, readonly string[]>> = {
  "gluster-replica2.yaml": ["GLU112"],
  "gluster-sets.yaml": ["GLU112"],
  "moosefs-classic.yaml": ["MFS117"],
};

test.each(readdirSync(folder).filter((name) => name.endsWith(".yaml")))("examples/%s", async (name) => {
  const text = readFileSync(folder + name, "utf8");
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/schemas\/storage\.schema\.json\n#\n# [A-Z]/);
  const { findings, config } = await loadConfig([folder + name], {}, rules);
  expect(findings.map(({ code }) => code)).toEqual(warned[name] ?? []);
  expect(config?.fleet).toBeDefined();
});

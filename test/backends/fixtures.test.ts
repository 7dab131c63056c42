import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type BrickSpec, seenBrick } from "../../src/backends/gluster/brick/state.ts";
import { liveOf } from "../../src/backends/gluster/probe/live.ts";
import { poolOfBody, storeOf, volumesOf } from "../../src/backends/gluster/probe/members.ts";
import { answerOf, type Element } from "../../src/backends/gluster/probe/xml.ts";
import { fileState } from "../../src/backends/host/file/index.ts";
import { packageStates } from "../../src/backends/host/packages/index.ts";
import { listedFiles } from "../../src/backends/host/probe/files.ts";
import { parseMounts } from "../../src/backends/host/probe/mount-table.ts";
import { pathState } from "../../src/backends/host/probe/path.ts";
import { systemOf } from "../../src/backends/host/probe/system.ts";
import { unitState } from "../../src/backends/host/unit/index.ts";
import { backends } from "../../src/backends/index.ts";
import { disk } from "../../src/backends/moosefs/disk/index.ts";
import type { DiskSpec } from "../../src/backends/moosefs/disk/spec.ts";
import { seenDisk } from "../../src/backends/moosefs/disk/state.ts";
import { parseExports } from "../../src/backends/nfs/export/exports-file.ts";
import { meaningOfEtab } from "../../src/backends/nfs/export/options.ts";
import { kindsOf } from "../../src/diff/desire.ts";
import type { Action } from "../../src/model/action.ts";
import type { FactReply } from "../../src/model/snapshot.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const update = process.env.UPDATE === "1";

/** All fixtures `<backend>/<folder>/*.json`. */
const fixtures = (folder: string) =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, folder)))
    .flatMap(({ name }) => readdirSync(join(root, name, folder)).map((file) => join(name, folder, file)));

const load = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

const outOf = (reply: FactReply) => ("out" in reply ? reply.out : "");

/** What a gluster answer holds; the answer itself when it is none. */
const told = (reply: FactReply, read: (body: Element) => unknown) => {
  const answer = "unknown" in reply ? reply : answerOf(reply.out);
  return "ok" in answer && answer.ok ? read(answer.body) : answer;
};

const volumesIn = (out: string) => [
  ...new Set([...out.matchAll(/^#\S+ (.*)$/gm)].map(([, name = ""]) => name)),
];

/** How a reply to each fact is read; the first word of its key says which fact it is. */
const readers: Readonly<Record<string, (reply: FactReply, key: string) => unknown>> = {
  system: systemOf,
  packages: (reply, key) => packageStates(key.split(" ").slice(1), reply),
  unit: unitState,
  path: pathState,
  file: (reply) => fileState(reply, "studio"),
  mounts: (reply) => parseMounts(outOf(reply)).filter(({ fstype }) => fstype.startsWith("nfs")),
  "mount-units": listedFiles,
  exports: (reply) => {
    const files = listedFiles(reply);
    return "unknown" in files
      ? files
      : files.map(({ path, content }) => ({ path, entries: parseExports(content) }));
  },
  // the two answers of which the reply to "gluster-cluster" consists
  "gluster-pool": (reply) => told(reply, poolOfBody),
  "gluster-volumes": (reply) => told(reply, volumesOf),
  "gluster-store": (reply) => storeOf(outOf(reply)),
  "gluster-live": (reply) =>
    Object.fromEntries(volumesIn(outOf(reply)).map((name) => [name, liveOf(outOf(reply), name) ?? null])),
  "gluster-brick": (reply, key) => {
    const path = key.slice("gluster-brick ".length);
    const backing = /^device /m.test(outOf(reply)) ? "device" : "image";
    return seenBrick({ path, backing } as BrickSpec, () => reply);
  },
  "moosefs-disk": (reply, key) => {
    const path = key.slice("moosefs-disk ".length);
    const backing = /^device /m.test(outOf(reply)) ? "device" : "image";
    return seenDisk({ path, backing } as DiskSpec, () => reply);
  },
  etab: (reply) =>
    parseExports(outOf(reply)).map(({ path, client, options }) => ({
      path,
      client,
      means: meaningOfEtab(options),
    })),
};

describe("recorded replies are read right", () => {
  test.each(fixtures("facts"))("%s", (path) => {
    const fixture = load(path);
    const read = readers[fixture.key.split(" ")[0]];
    expect(read, fixture.key).toBeDefined();
    const state = read?.(fixture.reply, fixture.key);
    if (update) writeFileSync(join(root, path), `${JSON.stringify({ ...fixture, state }, null, 2)}\n`);
    expect(state).toEqual(load(path).state);
  });
});

const kinds = new Map([...kindsOf(backends), [disk.type, disk]]);

describe("actions run exactly these commands", () => {
  const files = fixtures("actions");

  test.each(files)("%s", (path) => {
    const { action } = load(path) as { action: Action };
    const kind = kinds.get(action.address.slice(0, action.address.indexOf("/")));
    const commands = JSON.parse(JSON.stringify(kind?.commands(action) ?? []));
    if (update) writeFileSync(join(root, path), `${JSON.stringify({ action, commands }, null, 2)}\n`);
    expect(commands).toEqual(load(path).commands);
    // only constants are shell texts: what an action brings along stays an argument
    for (const { argv } of commands)
      if (argv[0] === "sh")
        for (const value of Object.values(action.params))
          if (typeof value === "string" && value.length > 6) expect(argv[2]).not.toContain(value);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "../../../src/model/plan.ts";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { difference, type Picture, pictureOf } from "../picture.ts";
import { agreeing, askedBy, inSync, outline, planOf, sumOf, writeFile } from "../witness.ts";

const ALLOW = "198.18.32.192/26";
const WEB = {
  host: "s1",
  path: "/srv/web",
  mountpoint: "/mnt/web",
  options: ["rw", "sync"],
  allow: [ALLOW],
  clients: [{ host: "c1" }, { host: "c2", version: "3" }],
};
const LINKS = [["s1", "s2", "c1", "c2"]];
const [C1, C2] = [{ host: "c1" }, { host: "c2", version: "3" }];

/** The base file with some of its share changed. */
const web = (change: object): Sections => ({ links: LINKS, shares: { web: { ...WEB, ...change } } });

interface Edit {
  readonly to: Sections;
  /** Addresses with `+`, `~` or `-`, sorted; on the way back each is the other way round, unless `back` says. */
  readonly changes: readonly string[];
  readonly back?: readonly string[];
  readonly actions: readonly string[];
  /** What is otherwise on the hosts then, and nothing else. */
  readonly differs: Picture;
  /** A warning about the file itself, while it says so. */
  readonly warning?: string;
}

const REMOUNT_1 = { changes: ["~ host.mount/c1:/mnt/web"], actions: ["c1 host.mount.remount"] };
const REMOUNT_2 = { changes: ["~ host.mount/c2:/mnt/web"], actions: ["c2 host.mount.remount"] };
const EXPORT = { changes: ["~ nfs.export/s1:web"], actions: ["s1 nfs.export.write"] };
const to = (client: string, path = "/srv/web", server = "s1") => `${server} exports ${path} to ${client}`;
const RW = "anongid=65534 anonuid=65534 no_all_squash root_squash rw sec=sys sync";
const RO = "anongid=65534 anonuid=65534 no_all_squash ro root_squash sec=sys sync";
const flags = (change: (text: string) => string) => {
  return Object.fromEntries([ALLOW, "c1", "c2"].map((client) => [to(client), change(RW)]));
};
const V42 = "hard rw sec=sys timeo=600 vers=4.2";
const V3 = "hard rw sec=sys timeo=600 vers=3";

const edits: Record<string, Edit> = {
  "read-only for all": {
    to: web({ options: ["ro", "sync"] }),
    ...EXPORT,
    differs: flags(() => RO),
  },
  "root not squashed": {
    to: web({ options: ["rw", "sync", "no_root_squash"] }),
    ...EXPORT,
    differs: flags(() => "anongid=65534 anonuid=65534 no_all_squash no_root_squash rw sec=sys sync"),
    warning: "NFS113",
  },
  async: {
    to: web({ options: ["rw", "async"] }),
    ...EXPORT,
    differs: flags((text) => text.replace("no_all_squash", "async no_all_squash").replace(" sync", "")),
  },
  "everybody squashed to one user": {
    to: web({ options: ["rw", "sync", "all_squash", "anonuid=1000", "anongid=1001"] }),
    ...EXPORT,
    differs: flags(() => "all_squash anongid=1001 anonuid=1000 root_squash rw sec=sys sync"),
  },
  "an allowed network less": {
    to: web({ allow: [] }),
    changes: EXPORT.changes,
    actions: ["s1 nfs.export.narrow"],
    differs: { [to(ALLOW)]: "gone" },
  },
  "an allowed host more, with options of its own": {
    to: web({ allow: [ALLOW, { client: "198.18.32.77", options: ["ro"] }] }),
    ...EXPORT,
    differs: {
      [to("198.18.32.77")]: RO,
    },
  },
  "one client read-only": {
    to: web({ clients: [{ ...C1, readOnly: true }, C2] }),
    changes: [...REMOUNT_1.changes, ...EXPORT.changes],
    actions: [...REMOUNT_1.actions, ...EXPORT.actions],
    differs: {
      [to("c1")]: RO,
      "c1 mounts /mnt/web": `s1:/srv/web ${V42.replace("rw", "ro")}`,
    },
  },
  "from version 4.2 to 3": {
    to: web({ clients: [{ ...C1, version: "3" }, C2] }),
    ...REMOUNT_1,
    differs: { "c1 mounts /mnt/web": `s1:/srv/web ${V3}` },
  },
  "from version 3 to 4.2": {
    to: web({ clients: [C1, { host: "c2" }] }),
    ...REMOUNT_2,
    differs: { "c2 mounts /mnt/web": `s1:/srv/web ${V42}` },
  },
  "a mount option": {
    to: web({ clients: [{ ...C1, mountOptions: ["noatime"] }, C2] }),
    ...REMOUNT_1,
    differs: { "c1 mounts /mnt/web": `s1:/srv/web ${V42.replace("rw", "noatime rw")}` },
  },
  "one client's mount point": {
    to: web({ clients: [{ ...C1, mountpoint: "/mnt/elsewhere" }, C2] }),
    changes: ["+ host.mount/c1:/mnt/elsewhere", "- host.mount/c1:/mnt/web"],
    actions: ["c1 host.mount.mount", "c1 host.mount.remove"],
    differs: {
      "c1 mounts /mnt/elsewhere": `s1:/srv/web ${V42}`,
      "c1 mounts /mnt/web": "gone",
      "c1 unit mnt-elsewhere.mount": "enabled",
      "c1 unit mnt-web.mount": "gone",
    },
  },
  "a client less": {
    to: web({ clients: [C1] }),
    changes: ["- host.mount/c2:/mnt/web", ...EXPORT.changes],
    actions: ["c2 host.mount.remove", "s1 nfs.export.narrow"],
    differs: { [to("c2")]: "gone", "c2 mounts /mnt/web": "gone", "c2 unit mnt-web.mount": "gone" },
  },
  "a client more": {
    to: web({ clients: [C1, C2, { host: "s2" }] }),
    changes: ["+ host.mount/s2:/mnt/web", "~ host.packages/s2", ...EXPORT.changes],
    actions: ["s1 nfs.export.write", "s2 host.mount.mount", "s2 host.packages.install"],
    back: ["- host.mount/s2:/mnt/web", ...EXPORT.changes],
    differs: {
      [to("s2")]: RW,
      "s2 mounts /mnt/web": `s1:/srv/web ${V42}`,
      "s2 unit mnt-web.mount": "enabled",
    },
  },
  "a smaller group of links": {
    to: { ...web({}), links: [["s1", "c1", "c2"]] },
    changes: ["- host.links/s2", "~ host.links/c1", "~ host.links/c2", "~ host.links/s1"],
    actions: ["c1 host.links.narrow", "c2 host.links.narrow", "s1 host.links.narrow", "s2 host.links.remove"],
    back: ["~ host.links/c1", "~ host.links/c2", "~ host.links/s1", "~ host.links/s2"],
    differs: {
      ...Object.fromEntries(["c1", "c2", "s1"].map((name) => [`${name} knows s2`, ""])),
      ...Object.fromEntries(["c1", "c2", "s1"].map((name) => [`s2 knows ${name}`, ""])),
      "s2 knows s2": "127.0.1.1",
    },
  },
  "a second share on another server": {
    to: {
      ...web({}),
      shares: { web: WEB, pub: { host: "s2", path: "/srv/pub", clients: ["c1"], mountpoint: "/mnt/pub" } },
    },
    changes: [
      "+ host.directory/s2:/srv/pub",
      "+ host.mount/c1:/mnt/pub",
      "+ host.unit/s2:nfs-server.service",
      "+ nfs.export/s2:pub",
      "~ host.packages/s2",
    ],
    actions: [
      "c1 host.mount.mount",
      "s2 host.directory.create",
      "s2 host.packages.install",
      "s2 host.unit.start",
      "s2 nfs.export.write",
    ],
    back: ["- host.mount/c1:/mnt/pub", "- nfs.export/s2:pub"],
    differs: {
      "c1 mounts /mnt/pub": `s2:/srv/pub ${V42}`,
      "c1 unit mnt-pub.mount": "enabled",
      [to("c1", "/srv/pub", "s2")]: RW,
      "s2 has /etc/exports.d/holdfast-pub.exports": "yes",
    },
  },
};

/** The way back of a change: what came goes and what went comes. */
const reverse = (change: string) => change.replace(/^[+-]/, (sign) => (sign === "+" ? "-" : "+"));

describe.skipIf(!(await labGate()))("edits of the file, on real hosts", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  let base: Picture;
  beforeAll(async () => {
    const hosts = { s1: "vm", s2: "vm", c1: "vm", c2: "vm" } as const;
    lab = await openLab({ name: "edits", subnet: 32, hosts });
    holdfast = holdfastFor(lab);
    holdfast.write(web({}));
    await holdfast.must(["apply", "--yes"]);
    await lab.must("s1", "chmod 777 /srv/web");
    base = await pictureOf(lab);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    holdfast.write(web({})); // one failure is enough: the next edit starts from the base again
    await holdfast.run(["apply", "--yes"]);
  });
  afterAll(() => lab?.close());

  /** Writes a file, checks what is planned, applies, and says what changed on the hosts since the beginning. */
  async function turn(
    file: Sections,
    changes: readonly string[],
    more: Partial<Edit> & { readonly asks?: readonly string[] } = {},
  ) {
    holdfast.write(file);
    const first = await planOf(holdfast);
    expect(askedBy(first)).toEqual(more.asks ?? []);
    if (more.asks) expect(first.actions).toEqual([]);
    const args = agreeing(first);
    const plan = await planOf(holdfast, args);
    const planned = outline(plan);
    expect(planned.changes).toEqual([...changes].sort());
    if (more.actions) expect(planned.actions).toEqual([...more.actions].sort());
    await holdfast.must(["apply", "--yes", ...args]);
    await inSync(holdfast, more.warning);
    return { plan, differs: difference(base, await pictureOf(lab)) };
  }

  it("starts from what the file declares", () => {
    expect(base).toMatchObject(flags((text) => text));
    expect(base["c1 mounts /mnt/web"]).toBe(`s1:/srv/web ${V42}`);
    expect(base["c2 mounts /mnt/web"]).toBe(`s1:/srv/web ${V3}`);
    expect(base["s2 knows c2"]).toBe("c2");
  });

  for (const [what, edit] of Object.entries(edits))
    it(`${what}: exactly that changes, and changes back`, async () => {
      const there = await turn(edit.to, edit.changes, edit);
      expect(there.differs).toEqual(edit.differs);
      const back = await turn(web({}), edit.back ?? edit.changes.map(reverse));
      expect(back.differs).toEqual({});
    });

  it("the default mount point: two mounts move, fewer than a third of what is ours", async () => {
    const { mountpoint: _, ...rest } = WEB;
    holdfast.write({ links: LINKS, shares: { web: rest } });
    const wanted = ["c1", "c2"].flatMap((name) => [
      `+ host.mount/${name}:/srv/web`,
      `- host.mount/${name}:/mnt/web`,
    ]);
    const there = await turn({ links: LINKS, shares: { web: rest } }, wanted);
    expect(there.differs).toMatchObject({
      "c1 mounts /srv/web": `s1:/srv/web ${V42}`,
      "c2 mounts /srv/web": `s1:/srv/web ${V3}`,
      "c1 mounts /mnt/web": "gone",
    });
    expect((await turn(web({}), wanted.map(reverse))).differs).toEqual({});
  });

  const REPOINT = ["repoint:host.mount/c1:/mnt/web", "repoint:host.mount/c2:/mnt/web"];

  const later = (plan: Plan, first: string, second: string) => {
    const at = (type: string) => plan.actions.flatMap((step, i) => (step.type === type ? [i] : []));
    expect(Math.max(...at(first))).toBeLessThan(Math.min(...at(second)));
  };

  it("another path: says that data stays, and takes the old export away only behind the remounts", async () => {
    const sum = await writeFile(lab, "c1", "/mnt/web/data");
    const there = await turn(
      web({ path: "/srv/www" }),
      ["+ host.directory/s1:/srv/www", ...EXPORT.changes, ...REMOUNT_1.changes, ...REMOUNT_2.changes],
      {
        actions: [
          ...["s1 host.directory.create", "s1 nfs.export.write", "s1 nfs.export.narrow"],
          ...[...REMOUNT_1.actions, ...REMOUNT_2.actions],
        ],
        asks: REPOINT,
      },
    );
    expect(there.plan.findings).toContainEqual(
      expect.objectContaining({ code: "NFS221", severity: "warning" }),
    );
    later(there.plan, "nfs.export.write", "host.mount.remount");
    later(there.plan, "host.mount.remount", "nfs.export.narrow");
    const flagsOf = flags((text) => text);
    expect(there.differs).toEqual({
      ...Object.fromEntries(Object.keys(flagsOf).map((key) => [key, "gone"])),
      ...Object.fromEntries(
        Object.entries(flagsOf).map(([key, value]) => [key.replace("/srv/web", "/srv/www"), value]),
      ),
      "c1 mounts /mnt/web": `s1:/srv/www ${V42}`,
      "c2 mounts /mnt/web": `s1:/srv/www ${V3}`,
    });
    expect(await lab.must("c1", "ls /mnt/web")).toBe("");
    expect(await sumOf(lab, "s1", "/srv/web/data")).toBe(sum);
    const changes = [...EXPORT.changes, ...REMOUNT_1.changes, ...REMOUNT_2.changes];
    const back = await turn(web({}), changes, { asks: REPOINT });
    expect(back.differs).toEqual({});
    expect(await sumOf(lab, "c2", "/mnt/web/data")).toBe(sum);
  });

  it("another server: the clients go over before the old one lets go", async () => {
    const sum = await writeFile(lab, "c1", "/mnt/web/stays");
    const wanted = [
      ...["+ host.directory/s2:/srv/web", "+ nfs.export/s2:web", "- nfs.export/s1:web"],
      ...[...REMOUNT_1.changes, ...REMOUNT_2.changes],
    ];
    const there = await turn(web({ host: "s2" }), wanted, { asks: REPOINT });
    expect(there.plan.findings).toContainEqual(
      expect.objectContaining({ code: "NFS221", severity: "warning" }),
    );
    later(there.plan, "nfs.export.write", "host.mount.remount");
    later(there.plan, "host.mount.remount", "nfs.export.remove");
    expect(there.differs).toMatchObject({
      ...Object.fromEntries(["c1", "c2", ALLOW].map((client) => [to(client), "gone"])),
      [to("c2", "/srv/web", "s2")]: expect.stringContaining("rw"),
      "c1 mounts /mnt/web": `s2:/srv/web ${V42}`,
      "s1 has /etc/exports.d/holdfast-web.exports": "gone",
    });
    expect(await lab.must("c1", "ls /mnt/web")).toBe("");
    expect(await sumOf(lab, "s1", "/srv/web/stays")).toBe(sum);
    const back = await turn(
      web({}),
      wanted.map(reverse).filter((change) => !change.includes("host.directory")),
      { asks: REPOINT },
    );
    expect(back.differs).toEqual({});
    expect(await sumOf(lab, "c2", "/mnt/web/stays")).toBe(sum);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { difference, type Picture, pictureOf } from "../picture.ts";
import {
  agreeing,
  askedBy,
  eventually,
  inSync,
  layersAt,
  outline,
  planOf,
  sumOf,
  writeFile,
} from "../witness.ts";

const FILE: Sections = {
  links: [["s1", "c1", "c2"]],
  shares: {
    web: {
      host: "s1",
      path: "/srv/web",
      mountpoint: "/mnt/web",
      options: ["rw", "sync"],
      allow: ["198.18.33.192/26"],
      clients: [
        { host: "c1", mountOptions: ["noatime"] },
        { host: "c2", version: "3", readOnly: true },
      ],
    },
  },
};
const EXPORTS = "/etc/exports.d/holdfast-web.exports";
const UNIT = "/etc/systemd/system/mnt-web.mount";

interface ByHand {
  readonly on: "s1" | "c1" | "c2";
  readonly run: string;
  /** What is planned about it. */
  readonly changes: readonly string[];
  /** Clients may meanwhile see a stale file handle: a remount is planned, and left out once the export is back. */
  readonly stale?: true;
  /** The picture of the hosts does not show it: something else does. */
  readonly unseen?: true;
}

const EXPORT = { on: "s1", changes: ["~ nfs.export/s1:web"], stale: true } as const;
const SERVER = { on: "s1", changes: ["~ host.unit/s1:nfs-server.service"] } as const;
const MOUNT_1 = { on: "c1", changes: ["~ host.mount/c1:/mnt/web"] } as const;
const MOUNT_2 = { on: "c2", changes: ["~ host.mount/c2:/mnt/web"] } as const;
const NAMES_2 = { on: "c2", changes: ["~ host.links/c2"] } as const;
const RELOAD = "systemctl daemon-reload";

/** What somebody types on a host; S1, C1 and C2 stand for addresses. */
const byHand: Record<string, ByHand> = {
  "the table of exports emptied": { ...EXPORT, run: "exportfs -ua" },
  "the export file edited, not reloaded": { ...EXPORT, run: `echo '# note' >>${EXPORTS}`, unseen: true },
  "the export file deleted": {
    on: "s1",
    stale: true,
    changes: ["+ nfs.export/s1:web"],
    run: `rm ${EXPORTS}; exportfs -ra`,
  },
  "a client added to the export file": {
    ...EXPORT,
    run: `echo '/srv/web 198.18.33.99(rw,no_subtree_check)' >>${EXPORTS}; exportfs -ra`,
  },
  "an export made read-only in the table": { ...EXPORT, run: "exportfs -o ro,no_subtree_check C1:/srv/web" },
  "squashing changed in the table": {
    ...EXPORT,
    run: "exportfs -o rw,no_subtree_check,no_root_squash C1:/srv/web",
  },
  unmounted: { ...MOUNT_1, run: "umount /mnt/web" },
  "remounted read-only": { ...MOUNT_1, run: "mount -o remount,ro /mnt/web" },
  "remounted to be written": { ...MOUNT_2, run: "mount -o remount,rw /mnt/web" },
  "mounted with another version": {
    ...MOUNT_1,
    run: "umount /mnt/web; mount -t nfs -o vers=4.1,noatime S1:/srv/web /mnt/web",
  },
  "mounted without an option": {
    ...MOUNT_1,
    run: "umount /mnt/web; mount -t nfs -o vers=4.2 S1:/srv/web /mnt/web",
  },
  "mounted from elsewhere": {
    ...MOUNT_2,
    run: "umount /mnt/web; mount -t nfs -o vers=3,ro S1:/srv/other /mnt/web",
  },
  "something mounted on top": { ...MOUNT_2, run: "mount -t tmpfs none /mnt/web", unseen: true },
  "another file system instead": { ...MOUNT_2, run: "umount /mnt/web; mount -t tmpfs none /mnt/web" },
  "the unit edited": { ...MOUNT_1, run: `echo '# mine' >>${UNIT}; ${RELOAD}`, unseen: true },
  "the unit disabled": { ...MOUNT_1, run: "systemctl disable mnt-web.mount" },
  "the unit deleted while mounted": {
    ...MOUNT_1,
    run: `rm ${UNIT} /etc/systemd/system/*.wants/mnt-web.mount; ${RELOAD}`,
  },
  "the server stopped": {
    on: "s1",
    run: "systemctl stop nfs-server",
    changes: [...SERVER.changes, ...EXPORT.changes],
    stale: true,
  },
  "the server disabled": { ...SERVER, run: "systemctl disable nfs-server", unseen: true },
  "the server without a thread, its unit active": { ...SERVER, run: "rpc.nfsd 0", unseen: true },
  "a name given another address": {
    ...NAMES_2,
    run: "sed -i 's/^S1\\b/198.18.33.99/' /etc/hosts",
  },
  "a name deleted": { ...NAMES_2, run: "sed -i '/^S1\\b/d' /etc/hosts" },
  "its own name on loopback again": { ...NAMES_2, run: "sed -i '1i 127.0.1.1 c2' /etc/hosts" },
  "all names deleted": { ...NAMES_2, run: "echo '127.0.0.1 localhost' >/etc/hosts" },
  "the client's package removed": {
    on: "c1",
    run: "umount /mnt/web; DEBIAN_FRONTEND=noninteractive apt-get -q -y remove nfs-common",
    changes: ["~ host.packages/c1", ...MOUNT_1.changes],
  },
  "the server's package removed": {
    on: "s1",
    run: "DEBIAN_FRONTEND=noninteractive apt-get -q -y remove nfs-kernel-server",
    changes: ["+ host.unit/s1:nfs-server.service", "~ host.packages/s1", ...EXPORT.changes],
    stale: true,
  },
};

describe.skipIf(!(await labGate()))("what somebody changes by hand, on real hosts", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  let base: Picture;
  let sum: string;
  beforeAll(async () => {
    lab = await openLab({ name: "drift", subnet: 33, hosts: { s1: "vm", c1: "vm", c2: "vm" } });
    holdfast = holdfastFor(lab);
    holdfast.write(FILE);
    await lab.must("s1", "mkdir /srv/other; echo '/srv/other *(rw,no_subtree_check)' >/etc/exports");
    await holdfast.must(["apply", "--yes"]);
    await lab.must("s1", "chmod 777 /srv/web");
    sum = await writeFile(lab, "c1", "/mnt/web/data");
    base = await pictureOf(lab);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await holdfast.run(["apply", "--yes"]); // one failure is enough
  });
  afterAll(() => lab?.close());

  const byAddress = (command: string) =>
    command.replace(/\b[SC][12]\b/g, (name) => lab.host(name.toLowerCase()).address);

  /** The kernel's number of each mount: another one after any remount. */
  const mountIds = () =>
    Promise.all(["c1", "c2"].map((name) => lab.must(name, "findmnt -n -o ID --mountpoint /mnt/web")));

  /** All is as it was: by the hosts' own word, by data, by one layer of mounts, and in holdfast's eyes. */
  async function whole(): Promise<void> {
    await eventually(async () => difference(base, await pictureOf(lab)), {}, 30);
    for (const name of ["c1", "c2"]) {
      expect(await layersAt(lab, name, "/mnt/web")).toHaveLength(1);
      expect(await sumOf(lab, name, "/mnt/web/data")).toBe(sum);
    }
    expect(await lab.must("s1", "systemctl is-enabled nfs-server; systemctl is-active nfs-server")).toBe(
      "enabled\nactive\n",
    );
    await inSync(holdfast);
  }

  it("starts whole", async () => {
    await whole();
    expect(base["s1 exports /srv/other to *"]).toContain("rw");
  });

  for (const [what, { on, run, changes, unseen, stale }] of Object.entries(byHand))
    it(`${what}: seen, and put right`, async () => {
      const before = await mountIds();
      await lab.must(on, byAddress(run));
      if (!unseen) expect(difference(base, await pictureOf(lab))).not.toEqual({});
      const { code, stdout } = await holdfast.run(["plan", "--detailed-exitcode", "--json"]);
      const remounts = [...MOUNT_1.changes, ...MOUNT_2.changes] as readonly string[];
      const planned = outline(JSON.parse(stdout)).changes.filter((one) => !stale || !remounts.includes(one));
      expect(planned).toEqual([...changes].sort());
      expect(code).toBe(2);
      await holdfast.must(["apply", "--yes"]);
      await whole();
      if (stale) expect(await mountIds()).toEqual(before); // nobody's mount was touched
    });

  it("the shared directory removed: made again once that is agreed to, and the clients stand on the new one", async () => {
    await lab.must("s1", "rm /srv/web/data && rmdir /srv/web");
    const first = await planOf(holdfast);
    expect(askedBy(first)).toEqual(["renew:host.directory/s1:/srv/web"]);
    expect(first.actions).toEqual([]);
    const args = agreeing(first);
    const planned = outline(await planOf(holdfast, args)).changes;
    expect(planned).toEqual(["+ host.directory/s1:/srv/web", ...MOUNT_1.changes, ...MOUNT_2.changes]);
    await holdfast.must(["apply", "--yes", ...args]);
    await lab.must("s1", "chmod 777 /srv/web");
    sum = await writeFile(lab, "c1", "/mnt/web/data");
    await whole();
  });
});

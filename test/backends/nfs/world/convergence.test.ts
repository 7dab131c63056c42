import fc from "fast-check";
import { expect, test } from "vitest";
import { storageFile } from "../../../support/arbitrary.ts";
import { bareWorld, configOf, planFor, run } from "../../../support/fleet.ts";
import { judge } from "../../../support/oracle.ts";
import { times } from "../../../support/property.ts";
import { act, reload, type World } from "../../../support/world.ts";

const runs = { numRuns: 20 * times };

function settled(file: object): World {
  const config = configOf(file);
  const world = bareWorld(config);
  run(config, world);
  return world;
}

test("one apply brings bare hosts to the file, and the next plan is empty", () => {
  fc.assert(
    fc.property(storageFile, (file) => {
      const world = settled(file);
      expect(judge(file, world)).toEqual([]);
      const again = planFor(configOf(file), world);
      expect([again.changes, again.blocked, again.unknown, again.actions]).toEqual([[], [], [], []]);
    }),
    runs,
  );
});

test("one apply goes from any file to any other, never taking an export from under a mount", () => {
  fc.assert(
    fc.property(storageFile, storageFile, (from, to) => {
      const world = settled(from);
      run(configOf(to), world);
      expect(judge(to, world)).toEqual([]);
      expect(planFor(configOf(to), world).actions).toEqual([]);
    }),
    runs,
  );
});

test("a run cut off after any step is finished by the next", () => {
  fc.assert(
    fc.property(storageFile, storageFile, fc.nat(30), (from, to, cut) => {
      const world = settled(from);
      run(configOf(to), world, cut);
      run(configOf(to), world);
      expect(judge(to, world)).toEqual([]);
      expect(planFor(configOf(to), world).actions).toEqual([]);
    }),
    runs,
  );
});

test("the order of the file's keys changes nothing", () => {
  const reversed = (object: object) => Object.fromEntries(Object.entries(object).reverse());
  fc.assert(
    fc.property(storageFile, (file) => {
      const turned = {
        ...file,
        hosts: reversed(file.hosts),
        shares: reversed(file.shares),
      };
      const [one, other] = [file, turned].map((each) => planFor(configOf(each), bareWorld(configOf(each))));
      const told = (plan: typeof one) =>
        plan?.actions.map(({ id, type, address, after, params }) => [id, type, address, after, params]);
      expect(told(other)).toEqual(told(one));
      expect(other?.fingerprint).toBe(one?.fingerprint);
    }),
    runs,
  );
});

test("with a host down, nothing is done to it or taken from under it, and a later run finishes", () => {
  fc.assert(
    fc.property(storageFile, storageFile, fc.constantFrom("s1", "s2", "s3", "s4"), (from, to, down) => {
      const world = settled(from);
      const host = world.get(down);
      if (!host) return;
      host.up = false;
      const config = configOf(to);
      const plan = planFor(config, world);
      for (const step of plan.actions) {
        expect(step.host).not.toBe(down);
        act(world, step);
      }
      host.up = true;
      run(config, world);
      expect(judge(to, world)).toEqual([]);
    }),
    runs,
  );
});

test("what others made stays as it is", () => {
  fc.assert(
    fc.property(storageFile, storageFile, (from, to) => {
      const config = configOf(from);
      const world = bareWorld(config);
      for (const host of world.values()) {
        host.exports.set("/etc/exports", "/srv/other 10.9.9.9(rw,sync,no_subtree_check)\n");
        host.exports.set(
          "/etc/exports.d/holdfast-b.exports",
          "# holdfast fleet=other parts=shares.b needs=- x\n/b 10.9.9.8(ro)\n",
        );
        host.units.set("/etc/systemd/system/mnt-x.mount", {
          content: "[Mount]\nWhat=a:/b\nWhere=/mnt/x\n",
          wanted: true,
        });
        host.mounts.push({
          where: "/mnt/x",
          source: "a:/b",
          fstype: "nfs4",
          options: ["rw"],
        });
        reload(host);
      }
      run(config, world);
      run(configOf(to), world);
      for (const host of world.values()) {
        expect(host.exports.get("/etc/exports")).toContain("10.9.9.9");
        expect(host.exports.get("/etc/exports.d/holdfast-b.exports")).toContain("10.9.9.8");
        expect(host.units.has("/etc/systemd/system/mnt-x.mount")).toBe(true);
        expect(host.mounts.some(({ where }) => where === "/mnt/x")).toBe(true);
      }
    }),
    { numRuns: 20 * times },
  );
});

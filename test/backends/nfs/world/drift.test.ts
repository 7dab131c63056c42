import { describe, expect, test } from "vitest";
import { bareWorld, configOf, planFor, run } from "../../../support/fleet.ts";
import { judge } from "../../../support/oracle.ts";
import { reload, type WorldHost } from "../../../support/world.ts";

const file = {
  version: 1,
  fleet: "studio",
  hosts: { s1: "192.0.2.11", s2: "192.0.2.12", s3: "192.0.2.13" },
  links: [["s1", "s2", "s3"]],
  shares: {
    web: {
      host: "s1",
      path: "/srv/web",
      mountpoint: "/mnt/web",
      options: ["rw", "sync"],
      allow: ["198.51.100.0/24"],
      clients: [
        {
          host: "s2",
          version: "4.2",
          readOnly: false,
          options: ["no_root_squash"],
          mountOptions: ["noatime"],
        },
        {
          host: "s3",
          version: "3",
          readOnly: true,
          options: [],
          mountOptions: [],
        },
      ],
    },
  },
};

const EXPORTS = "/etc/exports.d/holdfast-web.exports";
const UNIT = "/etc/systemd/system/mnt-web.mount";

/** Mounts of the host, the share's own one changed. */
const remounted = (host: WorldHost, change: Partial<WorldHost["mounts"][number]>) =>
  Object.assign(host, {
    mounts: host.mounts.map((mount) => (mount.where === "/mnt/web" ? { ...mount, ...change } : mount)),
  });

const optionsOf = (host: WorldHost) => host.mounts.find(({ where }) => where === "/mnt/web")?.options ?? [];

const tableEntry = (host: WorldHost, client: string, options: string[]) =>
  Object.assign(host, {
    etab: host.etab.map((one) => (one.client === client ? { ...one, options } : one)),
  });

const fileChanged = (host: WorldHost, change: (text: string) => string, loaded = true) => {
  host.exports.set(EXPORTS, change(host.exports.get(EXPORTS) ?? ""));
  if (loaded) reload(host);
};

const unitChanged = (host: WorldHost, suffix: string, wanted: boolean) =>
  host.units.set(UNIT, {
    content: `${host.units.get(UNIT)?.content}${suffix}`,
    wanted,
  });

const byHand: Record<string, [host: string, change: (host: WorldHost) => unknown]> = {
  "export file deleted and reloaded": [
    "s1",
    (host) => {
      host.exports.delete(EXPORTS);
      reload(host);
    },
  ],
  "export file edited, not reloaded": ["s1", (host) => fileChanged(host, (text) => `${text}# note\n`, false)],
  "client added to the export file": [
    "s1",
    (host) => fileChanged(host, (text) => `${text}/srv/web 10.0.0.1(rw)\n`),
  ],
  "table emptied (exportfs -ua)": ["s1", (host) => Object.assign(host, { etab: [] })],
  "one export made read-only in the table": [
    "s1",
    (host) => tableEntry(host, "192.0.2.12", ["ro", "no_root_squash"]),
  ],
  "squashing changed in the table": [
    "s1",
    (host) => tableEntry(host, "192.0.2.13", ["ro", "no_root_squash"]),
  ],
  "server disabled": ["s1", (host) => Object.assign(host.server, { enabled: false })],
  "server stopped": ["s1", (host) => Object.assign(host.server, { active: false, threads: 0 })],
  "server without threads although active": ["s1", (host) => Object.assign(host.server, { threads: 0 })],
  "server package removed": ["s1", (host) => host.packages.delete("nfs-kernel-server")],
  unmounted: [
    "s2",
    (host) =>
      Object.assign(host, {
        mounts: host.mounts.filter(({ where }) => where !== "/mnt/web"),
      }),
  ],
  "remounted read-only": ["s2", (host) => remounted(host, { options: ["ro", ...optionsOf(host).slice(1)] })],
  "mounted with another version": [
    "s2",
    (host) =>
      remounted(host, {
        options: optionsOf(host).map((one) => (one === "vers=4.2" ? "vers=4.1" : one)),
      }),
  ],
  "mounted without noatime": [
    "s2",
    (host) =>
      remounted(host, {
        options: optionsOf(host).filter((one) => one !== "noatime"),
      }),
  ],
  "mounted from elsewhere": ["s3", (host) => remounted(host, { source: "192.0.2.99:/x" })],
  "something mounted on top": [
    "s3",
    (host) =>
      host.mounts.push({
        where: "/mnt/web",
        source: "tmpfs",
        fstype: "tmpfs",
        options: ["rw"],
      }),
  ],
  "unit edited": ["s2", (host) => unitChanged(host, "# x\n", true)],
  "unit disabled": ["s2", (host) => unitChanged(host, "", false)],
  "unit deleted, still mounted": ["s2", (host) => host.units.delete(UNIT)],
  "link line deleted": [
    "s3",
    (host) =>
      Object.assign(host, {
        hosts: host.hosts.replace("192.0.2.11\ts1\n", ""),
      }),
  ],
  "link line changed": [
    "s3",
    (host) =>
      Object.assign(host, {
        hosts: host.hosts.replace("192.0.2.11\ts1", "192.0.2.66\ts1"),
      }),
  ],
  "own name back on loopback": [
    "s3",
    (host) => Object.assign(host, { hosts: `127.0.1.1 s3\n${host.hosts}` }),
  ],
  "whole block deleted": ["s3", (host) => Object.assign(host, { hosts: "127.0.0.1 localhost\n" })],
};

describe("a change made by hand is seen and repaired", () => {
  const config = configOf(file);
  for (const [what, [name, change]] of Object.entries(byHand))
    test(what, () => {
      const world = bareWorld(config);
      run(config, world);
      const host = world.get(name) as WorldHost;
      change(host);
      expect(planFor(config, world).actions.length).toBeGreaterThan(0);
      run(config, world);
      expect(judge(file, world)).toEqual([]);
      expect(planFor(config, world).actions).toEqual([]);
    });
});

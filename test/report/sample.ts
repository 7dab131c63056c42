import type { Change } from "../../src/model/change.ts";
import type { Plan, Step, Summary } from "../../src/model/plan.ts";

const none: Summary = { create: 0, update: 0, delete: 0, blocked: 0, unknown: 0, orphan: 0, inSync: 0 };

/** A plan in which nothing is to be done, with `more` on top. */
export const planWith = (
  more: Partial<Omit<Plan, "summary">> & { summary?: Partial<Summary> } = {},
): Plan => ({
  formatVersion: "1.0",
  fleet: "studio",
  fingerprint: "sha256:5be07d21",
  config: { sha256: "9f3c1e20", files: ["storage.yaml"] },
  hosts: { s1: { reachable: true }, s2: { reachable: true } },
  changes: [],
  blocked: [],
  unknown: [],
  orphans: [],
  actions: [],
  findings: [],
  ...more,
  summary: { ...none, inSync: 14, ...more.summary },
});

const at = { file: "storage.yaml", line: 7, column: 3 };
const file = (clients: string) => `# Managed by holdfast, fleet=studio\n/srv/web ${clients}\n`;

export const createMount: Change = {
  op: "create",
  address: "host.mount/s2:/srv/web",
  type: "host.mount",
  host: "s2",
  after: { what: "192.0.2.11:/srv/web", mounted: true, options: { vers: "4.2" } },
  patch: [{ op: "add", path: "/what", value: "192.0.2.11:/srv/web" }],
  parts: ["shares.web"],
  why: "declared at storage.yaml:9:7, not there on s2",
  at,
};

export const updateExport: Change = {
  op: "update",
  address: "nfs.export/s1:web",
  type: "nfs.export",
  host: "s1",
  before: { file: file("192.0.2.12(ro,sync)"), entries: { "/srv/web 192.0.2.12": { rw: false } } },
  after: { file: file("192.0.2.12(rw,sync)"), entries: { "/srv/web 192.0.2.12": { rw: true } } },
  patch: [
    { op: "replace", path: "/file", value: file("192.0.2.12(rw,sync)") },
    { op: "replace", path: "/entries/~1srv~1web 192.0.2.12/rw", value: true },
  ],
  parts: ["shares.web"],
  why: "s1 differs from what is declared at storage.yaml:7:3",
  at,
};

export const deleteMount: Change = {
  op: "delete",
  address: "host.mount/s1:/mnt/old",
  type: "host.mount",
  host: "s1",
  before: { mounted: true },
  patch: [],
  parts: ["shares.old"],
  why: "carries this fleet's mark and is no longer declared",
};

const step = (id: string, change: Change, more: Partial<Step>): Step => ({
  id,
  type: `${change.type}.write`,
  address: change.address,
  host: change.host,
  params: {},
  risk: "safe",
  lane: `${change.host}/files`,
  phase: "build",
  because: change.why,
  after: [],
  commands: [],
  ...more,
});

export const steps: readonly Step[] = [
  step("a1", updateExport, {
    risk: "disruptive",
    commands: [
      [
        "sh",
        "-c",
        "# write a file whole\nset -eu\ncat >$1",
        "holdfast",
        "/etc/exports.d/holdfast-web.exports",
        "0644",
        "d".repeat(64),
      ],
      ["exportfs", "-r"],
    ],
  }),
  step("a2", deleteMount, {
    type: "host.mount.remove",
    risk: "disruptive",
    phase: "teardown",
    commands: [["umount", "--", "/mnt/old files"]],
  }),
  step("a3", createMount, { after: ["a1"], commands: [["systemctl", "start", "srv-web.mount"]] }),
];

/** One of everything. */
export const fullPlan: Plan = planWith({
  hosts: {
    s1: { reachable: true },
    s2: { reachable: true },
    s4: {
      reachable: false,
      why: "no answer from 192.0.2.14 within 10 s",
      hint: "check the address, or try ssh s4",
    },
  },
  summary: { create: 1, update: 1, delete: 1, blocked: 2, unknown: 2, orphan: 1, inSync: 12 },
  changes: [createMount, updateExport, deleteMount],
  blocked: [
    {
      change: {
        ...createMount,
        address: "host.mount/s2:/data",
        why: "declared at storage.yaml:12:5, not there on s2",
      },
      why: "/data on s2 is not empty",
    },
    {
      change: { ...deleteMount, address: "nfs.export/s1:old", type: "nfs.export" },
      why: "removes 4 of the 9 things that are ours (44 %)",
      consent: "remove:fleet/studio@7d21aa00",
    },
  ],
  unknown: [
    { address: "host.mount/s4:/srv/web", host: "s4", why: "no answer from 192.0.2.14 within 10 s" },
    { address: "host.unit/s2:rpcbind", host: "s2", why: "systemctl was killed after 5 s" },
  ],
  orphans: ["gluster.volume/s1:gvol"],
  actions: steps,
  findings: [
    {
      code: "NFS301",
      severity: "warning",
      message: "web is exported to everybody",
      at,
      hint: "name the clients",
    },
    {
      code: "HST121",
      severity: "error",
      message: "/data on s2 is not empty",
      address: "host.mount/s2:/data",
      hint: "move what is in it away",
    },
    {
      code: "NFS211",
      severity: "info",
      message: "share pub is already exported by /etc/exports",
      host: "s1",
    },
  ],
});

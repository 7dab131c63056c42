import { describe, expect, it } from "vitest";
import { palette, plain } from "../../src/report/palette.ts";
import { planText } from "../../src/report/text.ts";
import { createMount, fullPlan, planWith, steps, updateExport } from "./sample.ts";

const text = (plan = fullPlan, more = {}) => planText(plan, { paint: plain, ...more }).join("\n");

describe("a plan as text", () => {
  it("is one line when in sync", () => {
    expect(text(planWith())).toBe("In sync: 14 things on 2 hosts are as declared in storage.yaml.");
    expect(
      text(planWith({ summary: { inSync: 1 }, hosts: { s1: { reachable: true } }, partial: ["shares.web"] })),
    ).toBe("In sync: 1 thing on 1 host is as declared in storage.yaml. Only shares.web was looked at.");
  });

  it("keeps warnings in sight when in sync", () => {
    const plan = planWith({ findings: fullPlan.findings.filter(({ severity }) => severity !== "error") });
    expect(text(plan)).toMatchInlineSnapshot(`
      "In sync: 14 things on 2 hosts are as declared in storage.yaml.
      storage.yaml:7:3 warning NFS301: web is exported to everybody
        hint: name the clients"
    `);
  });

  it("shows everything, the riskiest first", () => {
    expect(text()).toMatchInlineSnapshot(`
      "holdfast plan · storage.yaml · fleet studio · 3 hosts, 1 unreachable

      ! host s4 cannot be used: no answer from 192.0.2.14 within 10 s
        hint: check the address, or try ssh s4

      storage.yaml:7:3 warning NFS301: web is exported to everybody
        hint: name the clients
      s1 info NFS211: share pub is already exported by /etc/exports

      Disruptive
        ~ nfs.export/s1:web
            s1 differs from what is declared at storage.yaml:7:3
            file:
              @@ -1,2 +1,2 @@
               # Managed by holdfast, fleet=studio
              -/srv/web 192.0.2.12(ro,sync)
              +/srv/web 192.0.2.12(rw,sync)
            entries./srv/web 192.0.2.12.rw: false → true
        - host.mount/s1:/mnt/old
            carries this fleet's mark and is no longer declared

      Safe
        + host.mount/s2:/srv/web
            storage.yaml:7:3 · declared at storage.yaml:9:7, not there on s2
            what: 192.0.2.11:/srv/web
            mounted: true
            options.vers: 4.2

      Blocked: not planned
        ! create host.mount/s2:/data
            storage.yaml:7:3 · declared at storage.yaml:12:5, not there on s2
            what: 192.0.2.11:/srv/web
            mounted: true
            options.vers: 4.2
            blocked: HST121: /data on s2 is not empty
            hint: move what is in it away
        ! delete nfs.export/s1:old
            carries this fleet's mark and is no longer declared
            blocked: removes 4 of the 9 things that are ours (44 %)
            allow with: --consent remove:fleet/studio@7d21aa00

      No longer declared: holds data, so it is left alone
        ? gluster.volume/s1:gvol

      Actions, in order
        wave 1 of 2
          a1  s1  nfs.export.write web [disruptive]
                  $ sh [write a file whole] /etc/exports.d/holdfast-web.exports 0644 dddddddd…
                  $ exportfs -r
          a2  s1  host.mount.remove /mnt/old [disruptive]
                  $ umount -- '/mnt/old files'
        wave 2 of 2
          a3  s2  host.mount.write /srv/web
                  $ systemctl start srv-web.mount

      Unknown: not planned, whatever it may be
        ? s4: no answer from 192.0.2.14 within 10 s
            host.mount/s4:/srv/web
        ? s2: systemctl was killed after 5 s
            host.unit/s2:rpcbind

      Plan: 1 to create, 1 to change, 1 to remove, 2 blocked, 2 unknown, 1 no longer declared, 12 in sync.
      Run \`holdfast apply\` to do this.
      To allow what is blocked: \`holdfast apply --consent remove:fleet/studio@7d21aa00\`.
      What depends on s4 is left alone until it answers again."
    `);
  });

  it("says where it was saved, and repeats the flags", () => {
    const plan = planWith({ changes: [createMount], actions: steps.slice(2), summary: { create: 1 } });
    const lines = text(plan, { saved: "plan.json", again: " -f lab.yaml" }).split("\n");
    expect(lines.slice(-2)).toEqual([
      "Saved to plan.json.",
      "Run `holdfast apply plan.json -f lab.yaml` to do exactly this.",
    ]);
  });

  it("differs from coloured text by nothing but colour", () => {
    const coloured = planText(fullPlan, { paint: palette(true) }).join("\n");
    expect(coloured).not.toBe(text());
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(text());
  });

  it("lets nothing from a host reach the terminal as control characters", () => {
    const evil = "a\u001b[2Jb\u001b]0;title\u0007c\u009b31md\re\u202ef";
    const change = {
      ...updateExport,
      why: evil,
      before: { [evil]: evil, file: `${evil}\nx\n` },
      after: { [evil]: "x", file: "y\n" },
    };
    const patch = [
      { op: "replace" as const, path: `/${evil}`, value: "x" },
      { op: "replace" as const, path: "/file", value: "y\n" },
    ];
    const step = { ...steps[0], host: evil, address: `nfs.export/s1:${evil}`, commands: [["echo", evil]] };
    const plan = planWith({
      changes: [{ ...change, patch }],
      actions: [step as (typeof steps)[number]],
      unknown: [{ address: evil, host: evil, why: evil }],
      hosts: { [evil]: { reachable: false, why: evil, hint: evil } },
      findings: [{ code: "NFS301", severity: "error", message: evil, hint: evil }],
      orphans: [evil],
    });
    const printed = planText(plan, { paint: plain }).join("\n");
    expect(printed).toContain("abc");
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

import { expect, it } from "vitest";
import { checksText } from "../../src/report/checks.ts";
import { planMarkdown, statusMarkdown } from "../../src/report/markdown.ts";
import { plain } from "../../src/report/palette.ts";
import { statusText } from "../../src/report/status.ts";
import { createMount, fullPlan, planWith, updateExport } from "./sample.ts";

it("a plan in sync is a title and a line", () => {
  expect(planMarkdown(planWith())).toMatchInlineSnapshot(`
    [
      "<!-- holdfast:plan fleet=studio -->",
      "### holdfast plan · studio · in sync",
      "",
      "In sync: 14 things on 2 hosts are as declared in storage.yaml.",
    ]
  `);
});

it("a plan has a marker, a table, a caution and the changes folded away", () => {
  expect(planMarkdown(fullPlan).join("\n")).toMatchInlineSnapshot(`
    "<!-- holdfast:plan fleet=studio -->
    ### holdfast plan · studio · 1 to create, 1 to change, 1 to remove, 2 blocked, 2 unknown, 1 no longer declared, 12 in sync

    | create | change | remove | blocked | unknown | no longer declared | in sync |
    | --- | --- | --- | --- | --- | --- | --- |
    | 1 | 1 | 1 | 2 | 2 | 1 | 12 |

    > [!CAUTION]
    > **create host.mount/s2:/data** is blocked: /data on s2 is not empty.
    > **delete nfs.export/s1:old** is blocked: removes 4 of the 9 things that are ours (44 %). It needs \`--consent remove:fleet/studio@7d21aa00\`.

    - host **s4** cannot be used: no answer from 192.0.2.14 within 10 s
    - warning NFS301: web is exported to everybody
    - info NFS211: share pub is already exported by /etc/exports
    - \`gluster.volume/s1:gvol\` is no longer declared; it holds data and is left alone
    - 2 things unknown, so not planned

    <details><summary>3 changes, 3 actions</summary>

    \`\`\`diff
    ! nfs.export/s1:web  s1 differs from what is declared at storage.yaml:7:3
        file:
    @@ -1,2 +1,2 @@
     # Managed by holdfast, fleet=studio
    -/srv/web 192.0.2.12(ro,sync)
    +/srv/web 192.0.2.12(rw,sync)
        entries./srv/web 192.0.2.12.rw: false → true
    - host.mount/s1:/mnt/old  carries this fleet's mark and is no longer declared
    + host.mount/s2:/srv/web  declared at storage.yaml:9:7, not there on s2
        what: 192.0.2.11:/srv/web
        mounted: true
        options.vers: 4.2
    \`\`\`

    </details>"
  `);
});

it("a huge plan is cut between two changes and says so", () => {
  const changes = Array.from({ length: 3000 }, (_, i) => ({
    ...createMount,
    address: `host.mount/s2:/srv/${i}`,
  }));
  const text = planMarkdown(planWith({ changes, summary: { create: 3000 } })).join("\n");
  expect(text.length).toBeLessThan(60_000);
  expect(text).toMatch(/\n# \d+ more changes not shown: see the full plan\n```\n\n<\/details>$/);
});

it("no text of others becomes markup", () => {
  const why = "</details> @everyone ``` [x](http://y) <img>";
  const text = planMarkdown(
    planWith({
      changes: [{ ...updateExport, why }],
      blocked: [{ change: createMount, why }],
      hosts: { s1: { reachable: false, why } },
    }),
  ).join("\n");
  expect(text.match(/```/g)).toHaveLength(2);
  expect(text.split("```")[0]).not.toMatch(/@everyone|[^\\]<img|[^\\]\]\(http/);
});

const rows = [
  { part: "shares.web", health: "ok", cells: { server: "s1:/srv/web", mounted: "2/2" }, notes: [] },
  {
    part: "shares.db",
    health: "degraded",
    cells: { server: "s1:/srv/db", capacity: "1 GiB free" },
    notes: ["s2 has not mounted it | yet"],
  },
] as const;

it("status is a table with what is wrong below", () => {
  expect(statusText(rows, plain).join("\n")).toMatchInlineSnapshot(`
    "PART        HEALTH    SERVER       MOUNTED  CAPACITY
    shares.web  ok        s1:/srv/web  2/2      -
    shares.db   degraded  s1:/srv/db   -        1 GiB free

      shares.db: s2 has not mounted it | yet

    2 parts, 1 not ok."
  `);
  expect(statusMarkdown("studio", rows).join("\n")).toMatchInlineSnapshot(`
    "<!-- holdfast:status fleet=studio -->
    ### holdfast status · studio

    | part | health | server | mounted | capacity |
    | --- | --- | --- | --- | --- |
    | shares.web | ok | s1:/srv/web | 2/2 | - |
    | shares.db | degraded | s1:/srv/db | - | 1 GiB free |

    - **shares.db**: s2 has not mounted it \\| yet"
  `);
  expect(statusText([], plain)).toEqual(["Nothing is declared: no shares, no pools."]);
});

it("checks are shown by host", () => {
  const checks = [
    { host: "s1", name: "ssh", verdict: "ok", text: "reached, key verified" },
    {
      host: "s1",
      name: "clock",
      verdict: "warning",
      text: "9 s behind this machine",
      hint: "let a time service keep it",
    },
    { host: "s2", name: "ssh", verdict: "fail", text: "no answer", hint: "check the address" },
  ] as const;
  expect(checksText(checks, plain).join("\n")).toMatchInlineSnapshot(`
    "s1
      ok       ssh    reached, key verified
      warning  clock  9 s behind this machine
        hint: let a time service keep it

    s2
      fail  ssh  no answer
        hint: check the address

    3 checks on 2 hosts: 1 failed, 1 warning."
  `);
});

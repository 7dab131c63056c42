import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explained } from "../../../../src/backends/gluster/command/remedies.ts";

const folder = new URL("../said/", import.meta.url);
const releases = readdirSync(folder).filter((name) => name.startsWith("glusterfs-"));

interface Said {
  readonly command: string;
  readonly told: string;
  /** As it reaches the hints: behind the command, on one line. */
  readonly line: string;
}

/** What one release answered to commands that it refused, or had nothing to do for. */
const saidBy = (release: string): readonly Said[] =>
  readFileSync(new URL(release, folder), "utf8")
    .trimEnd()
    .split("\n\n")
    .map((block) => {
      const [command = "", told = "", ...text] = block.split("\n");
      return { command, told, line: `${command.slice(2)}: ${text.join(" ")}` };
    });

const isDone = ({ told }: Said) => told.startsWith("opRet 0,");

describe.each(releases)("%s, on real hosts", (release) => {
  const all = saidBy(release);

  test("every refusal is reported with what to do next", async () => {
    const refused = all.filter((one) => !isDone(one));
    expect(refused.length).toBeGreaterThan(80);
    const lines = refused.map(({ line }) => `${line}\n  → ${explained(line) ?? "NOTHING IS SAID"}\n`);
    const text = lines.join("\n");
    expect(text).not.toContain("NOTHING IS SAID");
    await expect(text).toMatchFileSnapshot(`../said/hints-${release}`);
  });

  test("what is no failure is a success by its opRet", () => {
    const texts = all.filter(isDone).map(({ line }) => line.replace(/.*: /, "").replace(/\b[st]2\b/, "s2"));
    expect(texts.sort()).toEqual([
      "Host s2 port 24007 already in peer list",
      "Probe on localhost not needed",
    ]);
  });
});

describe("texts of its sources that nobody has provoked", () => {
  test.each([
    ["Failed to find host s2", /wait and run apply again/],
    ["Failed to perform brick order check. Use 'force' at the end of the command", /remembers/],
    ["Found dead brick s2:/bricks/b2/gdist", /start the brick/],
    ["Cannot delete Volume gr2 ,as it has 2 snapshots.", /snapshots/],
    ["Commit failed on s2. Please check log file for details.", /in part/],
  ])("%s", (text, hint) => {
    expect(explained(`gluster volume x: ${text}`)).toMatch(hint);
  });
});

test("words of the command itself do not decide", () => {
  expect(
    explained(
      "gluster volume set gvol cluster.quorum-type auto cluster.server-quorum-type server: Commit failed on s2.",
    ),
  ).toMatch(/in part/);
  expect(explained("gluster volume set gvol cluster.quorum-type auto: something new")).toBeUndefined();
});

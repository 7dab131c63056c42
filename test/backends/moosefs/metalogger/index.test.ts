import { describe, expect, test } from "vitest";
import { metalogger } from "../../../../src/backends/moosefs/metalogger/index.ts";
import { changed, fileOf, masterFindings, recordedServers } from "../servers.ts";

const daemons = "moosefs-site";
const copy = /data .* metadata_ml\.mfs\.back\n/;
const ours = (out: string) =>
  out.replace(
    /(config \/etc\/mfs\/mfsmetalogger\.cfg) .*/,
    "$1 # holdfast fleet=studio parts=pools.mvol needs=host.links/s2 (edit storage.yaml, not this file)",
  );
const logger = (config: ReturnType<typeof fileOf>, snapshot: ReturnType<typeof recordedServers>) => {
  const { steps, codes, changes } = masterFindings(config, snapshot);
  return { codes, changes, steps: steps.filter((step) => step.includes("metalogger")) };
};

describe.each(["bookworm", "trixie"])("on %s", (release) => {
  const settled = recordedServers(`settled-${release}`);

  test("one that runs and has a copy is as declared", () =>
    expect(logger(fileOf(), settled)).toEqual({ steps: [], codes: [], changes: [] }));

  test("one without a copy asks for it, once the master has saved", () => {
    const none = changed(settled, "s2", daemons, (out) => out.replace(copy, ""));
    expect(logger(fileOf(), none).steps).toEqual(["s2 metalogger.fetch"]);
    const young = changed(none, "s1", daemons, (out) =>
      out.replace(
        /data \d+ (\d+) [0-9a-f]+ metadata\.mfs\.back\n/,
        "data 8 $1 4d46534d204e4557 metadata.mfs.back\n",
      ),
    );
    expect(logger(fileOf(), young).steps).toEqual([]);
  });

  test("one the master does not have connects anew", () => {
    const lone = changed(settled, "s1", "moosefs-master", (out) =>
      out.replace(/metadata backup loggers:.*\n/, ""),
    );
    expect(logger(fileOf(), lone).steps).toEqual(["s2 metalogger.fetch"]);
    const none = changed(settled, "s1", "moosefs-master", () => "none\n");
    // one that comes back is to be had by it as well, in the same run
    expect(logger(fileOf(), none).steps).toEqual(["s2 metalogger.fetch"]);
  });

  test("one that shall not be any more is stopped, as long as it runs", () => {
    const marked = changed(settled, "s2", daemons, ours);
    const without = fileOf(undefined, { metaloggers: ["s3"] });
    expect(logger(without, marked).steps).toContain("s2 metalogger.stop");
    // a file that says nothing of metaloggers has no such pool: nothing that holds data is touched
    expect(logger(fileOf(undefined, {}), marked).steps).toEqual([]);
    const still = changed(marked, "s2", daemons, (out) =>
      out
        .replace("unit metalogger ActiveState=active", "unit metalogger ActiveState=inactive")
        .replace("unit metalogger UnitFileState=enabled", "unit metalogger UnitFileState=disabled"),
    );
    expect(logger(without, still).steps).not.toContain("s2 metalogger.stop");
    const off = fileOf(undefined, { state: "stopped", metaloggers: ["s2"] });
    expect(logger(off, marked).steps).toEqual(["s2 metalogger.stop"]);
    expect(masterFindings(off, still).inSync).toContain("moosefs.metalogger/s2");
    expect(logger(without, settled).steps).not.toContain("s2 metalogger.stop");
  });

  test("one of a pool that shall be absent goes by the pool's consent", () => {
    const marked = changed(settled, "s2", daemons, ours);
    const { changes } = logger(fileOf(undefined, { state: "absent", metaloggers: ["s2"] }), marked);
    const asked = changes
      .filter(({ type }) => type === metalogger.type)
      .map((change) => metalogger.consent?.(change));
    expect(asked).toEqual([expect.objectContaining({ what: "destroy:pool/mvol" })]);
  });

  test("the only copy of another instance is not replaced", () => {
    const other = changed(settled, "s2", daemons, (out) =>
      out.replace(
        /(4d46534d20322e30[0-9a-f]{16})[0-9a-f]{16}( metadata_ml\.mfs\.back)\n/,
        "$10102030405060708$2\n",
      ),
    );
    expect(logger(fileOf(), other).codes).toEqual(["MFS245 moosefs.metalogger/s2"]);
  });
});

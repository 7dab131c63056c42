import { expect, test } from "vitest";
import type { Fresh } from "../../src/apply/look.ts";
import { recentLooks } from "../../src/apply/recent.ts";

const seen: Fresh = {
  changes: [],
  unknown: [],
  orphans: [],
  erasable: [],
  inSync: ["gluster.peers/gvol"],
  findings: [],
  observed: [],
};

test("a look that ended just now serves the next step on the same thing", () => {
  let ms = 1000;
  const recent = recentLooks(() => ms);
  recent.keep("gluster.peers/gvol", "from s1 s2", seen);
  ms += 100;
  expect(recent.at("gluster.peers/gvol", "from s1 s2")).toBe(seen);
});

test("an old look, one from other hosts and one at another thing do not", () => {
  let ms = 1000;
  const recent = recentLooks(() => ms);
  recent.keep("gluster.peers/gvol", "from s1 s2", seen);
  expect(recent.at("gluster.peers/gvol", "from s1 s2 s3")).toBeUndefined();
  expect(recent.at("gluster.volume/gvol", "from s1 s2")).toBeUndefined();
  ms += 501;
  expect(recent.at("gluster.peers/gvol", "from s1 s2")).toBeUndefined();
});

test("nothing that was seen before a step counts after it", () => {
  const recent = recentLooks();
  recent.keep("gluster.peers/gvol", "from s1 s2", seen);
  recent.forget("gluster.peers/gvol");
  expect(recent.at("gluster.peers/gvol", "from s1 s2")).toBeUndefined();
});

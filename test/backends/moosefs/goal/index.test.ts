import { describe, expect, test } from "vitest";
import { canonical, copiesIn, goalText } from "../../../../src/backends/moosefs/goal/class.ts";
import { goal, goalResource, needsGoal } from "../../../../src/backends/moosefs/goal/index.ts";
import { treeOf } from "../../../../src/backends/moosefs/goal/state.ts";
import { adminClientOf, moosefsPools } from "../../../../src/backends/moosefs/pool/index.ts";
import { patchOf } from "../../../../src/diff/diff.ts";
import type { Change } from "../../../../src/model/change.ts";
import type { Resource } from "../../../../src/model/resource.ts";
import { readerOf } from "../../../../src/model/snapshot.ts";
import { edited, fileOf, type Replies, recorded, releases, snapshotOf } from "../recorded.ts";

function resourceOf(config: ReturnType<typeof fileOf>): Resource {
  const [pool] = moosefsPools(config);
  if (!pool) throw new Error("no pool");
  const { name, master, alias } = pool;
  const addresses = { s1: "192.0.2.1", s2: "192.0.2.2", s3: "192.0.2.3" };
  const resource = goalResource(config, pool, { fleet: "studio", pool: name, master, alias, addresses });
  if (!resource) throw new Error("no goal");
  return resource;
}

/** What is seen, found, and done about it, in one go. */
function look(changes: object, replies: Replies, more: Replies = {}) {
  const config = fileOf(changes);
  const resource = resourceOf(config);
  const snapshot = snapshotOf(config, replies, more);
  const of = (host: string) => readerOf(snapshot, host);
  const [seen] = goal.observe({ fleet: "studio", hosts: ["s1"], resources: [resource] }, of);
  const observation = seen?.observation ?? { status: "unknown", why: "not observed" };
  const after = goal.want(resource, of);
  const before = observation.status === "present" ? { before: observation.state } : {};
  const patch = patchOf(before.before ?? {}, after);
  const op = observation.status === "present" ? "update" : "create";
  const change = {
    op,
    address: resource.address,
    host: "s1",
    after,
    why: "x",
    patch,
    ...before,
  } as unknown as Change;
  return {
    observation,
    inSync: patch.length === 0,
    consent: goal.consent?.(change),
    codes: goal.check(resource, observation, of).map(({ code, severity }) => `${code} ${severity}`),
    actions: goal
      .actions(change, "studio")
      .map(({ type, about, params, risk }) => ({ type, about, params, risk })),
  };
}

/** The steward's answer to the question for these folders. */
const tree = (
  root: string,
  folders: readonly string[] = [],
  asked: readonly string[] = folders,
): Replies => ({
  s1: {
    [`moosefs-tree ${["/mnt/mvol", ...asked].join(" ")}`]: {
      rc: 0,
      out: [
        "source mfs\\043mfsmaster-mvol:9421",
        `class /mnt/mvol: ${root}`,
        ...folders.map((f) => `folder ${f}`),
      ]
        .map((line) => `${line}\n`)
        .join(""),
    },
  },
});

describe("label expressions have one form", () => {
  test.each([
    ["* , *", "2*"],
    ["2*", "2*"],
    ["2", "2*"],
    ["B,2A", "2A,B"],
    ["A , A , B , * , *", "2*,2A,B"],
    ["A[B+C],*", "*,AB+AC"],
    ["AB+AC , *", "*,AB+AC"],
    ["A&(B|C),*", "*,AB+AC"],
    ["A&B,C|D", "AB,C+D"],
    ["EC: @4+1 (4+1)", "EC:@4+1(4+1)"],
  ])("%s is %s", (text, one) => expect(canonical(text)).toBe(one));

  test("copies are counted in either spelling", () =>
    expect(["A&(B|C),*", "3*", "A , B", "@4+1"].map(copiesIn)).toEqual([2, 3, 2, 0]));
});

test("classes that only count copies are goals on both releases", () =>
  expect(["2", "2CP", "safe", "EC4+1", "10CP"].map(goalText)).toEqual(["2", "2", "safe", "EC4+1", "10CP"]));

describe("the steward's answer", () => {
  const said = (out: string) => treeOf({ rc: 0, out }, "/mnt/mvol");
  test("3.x quotes names, 4.x does not", () => {
    const of = (name: string) => said(`source mfs\\043s1:9421\nclass /mnt/mvol: ${name}\nfolder /a b\n`);
    expect(of("'bad name!'")).toEqual({ source: "mfs#s1:9421", root: "bad name!", folders: ["/a b"] });
    expect(of("bad name!")).toMatchObject({ root: "bad name!" });
  });
  test("a mount whose master refuses it is unknown", () =>
    expect(said("source mfs\\043s1:9421\nfailed /mnt/mvol: Input/output error\n")).toEqual({
      unknown: "the storage class of /mnt/mvol could not be read: /mnt/mvol: Input/output error",
    }));
});

describe.each(releases)("%s", (release) => {
  const healthy = recorded(release, "healthy");
  const own = release === "bookworm" ? "2" : "2CP";

  test("a fresh pool has goal 2, and its folders are made", () => {
    expect(look({}, healthy, tree(own))).toMatchObject({ inSync: true, codes: [], actions: [] });
    const { actions } = look(
      { clients: ["s1", { host: "s2", folder: "/projects" }, { host: "s3", folder: "/x" }] },
      healthy,
      tree(own, ["/projects"], ["/projects", "/x"]),
    );
    expect(actions).toEqual([
      {
        type: "moosefs.goal.folder",
        about: "/x",
        params: { mountpoint: "/mnt/mvol", folder: "/x" },
        risk: "safe",
      },
    ]);
  });

  test("what the lab recorded of the tree is read", () => {
    expect(look({ clients: ["s1", { host: "s2", folder: "/projects" }] }, healthy)).toMatchObject({
      inSync: true,
    });
  });

  test("another goal", () => {
    const up = look({ goal: 3 }, healthy, tree(own));
    expect(up.actions).toEqual([
      {
        type: "moosefs.goal.root",
        params: { mountpoint: "/mnt/mvol", goal: "3" },
        risk: "data-moving",
      },
    ]);
    expect(up.codes).toEqual([]);
    expect(look({ goal: 1 }, healthy, tree(own)).codes).toEqual(["MFS281 warning"]);
  });

  test("fewer copies are agreed to first", () => {
    expect(look({ goal: 1 }, healthy, tree(own)).consent).toMatchObject({
      what: "reduce:pool/mvol",
      why: "deletes copies: what has the goal of the root folder goes from 2 copies to 1",
    });
    expect(look({ goal: 3 }, healthy, tree(own)).consent).toBeUndefined();
  });

  test("no copies are deleted while some are away", () =>
    expect(look({ goal: 1 }, recorded(release, "draining"), tree(own)).codes).toEqual(["MFS280 error"]));

  test("classes are made first", () => {
    const classes = { safe: { keep: "A,B", create: "2*", archive: "2A", archiveDelay: 30 } };
    const { actions } = look({ goal: "safe", classes }, healthy, tree(own));
    expect(actions.map(({ type }) => type)).toEqual(["moosefs.goal.class", "moosefs.goal.root"]);
    expect(actions[0]?.params).toEqual({
      mountpoint: "/mnt/mvol",
      name: "safe",
      create: "2*",
      keep: "A,B",
      archive: "2A",
      archiveHours: 720,
    });
  });

  test("a class that is as declared stays, one that is not is changed", () => {
    // left behind in the lab: x1 creates 2* and keeps A,B
    const like = (keep: string, create?: string) =>
      look({ classes: { x1: { keep, ...(create ? { create } : {}) } } }, healthy, tree(own));
    expect(like("B,A", "*,*")).toMatchObject({ inSync: true });
    expect(like("A,B").actions).toMatchObject([
      { type: "moosefs.goal.class", about: "x1", risk: "data-moving" },
    ]);
    expect(like("A,B,*", "2*").actions).toHaveLength(1);
  });

  test("nothing is known while the master is away, and nothing is there before it ever ran", () => {
    const killed = recorded(release, "master-killed");
    expect(look({}, killed, tree(own)).observation).toEqual({
      status: "unknown",
      why: "no master runs on s1",
    });
    const none: Replies = {
      s1: { "moosefs-site": { rc: 0, out: "none\n" }, "moosefs-master": { rc: 0, out: "none\n" } },
    };
    const away: Replies = { s1: { "moosefs-tree /mnt/mvol": { rc: 0, out: "away\n" } } };
    const fresh = look({}, none, away);
    expect(fresh.observation.status).toBe("absent");
    // whoever has it mounted shows that there was one, whatever is left of it on the master's host
    expect(look({}, none, tree(own)).observation.status).toBe("unknown");
    expect(fresh.actions).toEqual([
      { type: "moosefs.goal.root", params: { mountpoint: "/mnt/mvol", goal: "2" }, risk: "safe" },
    ]);
  });

  test("what was planned before the pool was there is what is done once it is", () => {
    const none: Replies = {
      s1: { "moosefs-site": { rc: 0, out: "none\n" }, "moosefs-master": { rc: 0, out: "none\n" } },
    };
    const changes = { goal: "other", classes: { other: { keep: "A,B" } } };
    const typesOf = (actions: readonly { type: string; params: object }[]) =>
      actions.map(({ type, params }) => ({ type, params }));
    const planned = typesOf(look(changes, none).actions);
    expect(planned).toHaveLength(2);
    expect(typesOf(look(changes, healthy, tree(own)).actions)).toEqual(planned);
  });

  test("before the admin client has mounted it, classes in use tell; several of them do not", () => {
    const away: Replies = { s1: { "moosefs-tree /mnt/mvol": { rc: 0, out: "away\n" } } };
    const only = healthy;
    expect(look({}, only, away).observation.status).toBe("present");
    const two = edited(release, "healthy", (text) =>
      release === "bookworm"
        ? text.replace("|3|3|NO|STD|0|0|", "|3|3|NO|STD|0|1|")
        : text.replace(/(COMMON\|2\|3CP\|.*?\|0)\|0\\n/, "$1|1\\n"),
    );
    expect(look({}, two, away).observation).toEqual({
      status: "unknown",
      why: "mvol is not mounted at /mnt/mvol on s1",
    });
  });

  test("a mount of another pool is not the steward's", () => {
    const other = JSON.parse(JSON.stringify(tree("7")).replace("mfsmaster-mvol", "mfsmaster-other"));
    expect(look({}, healthy, other).observation).toMatchObject({ state: { goal: "2" } });
  });
});

test("a class of copies that somebody changed is reported", () =>
  expect(
    look(
      {},
      edited("bookworm", "healthy", (text) =>
        text.replace("YES|2|* , *|YES|2|* , *|YES", "YES|2|* , *|YES|2|A , B|YES"),
      ),
      tree("2"),
    ).codes,
  ).toEqual(["MFS282 warning"]));

describe("the steward", () => {
  const poolOf = (clients: readonly unknown[]) => {
    const [pool] = moosefsPools(fileOf({ clients }));
    if (!pool) throw new Error("no pool");
    return pool;
  };
  test("is the first that mounts all of it and may write", () => {
    const pool = poolOf([{ host: "s2", folder: "/a" }, { host: "s3", readOnly: true }, "s1"]);
    expect(adminClientOf(pool)?.host).toBe("s1");
    expect(pool.clients.map((client) => needsGoal(pool, client))).toEqual([["moosefs.goal/mvol"], [], []]);
  });
  test("without one nothing waits for a goal", () => {
    const pool = poolOf([{ host: "s2", folder: "/a" }]);
    expect(adminClientOf(pool)).toBeUndefined();
    expect(pool.clients.flatMap((client) => needsGoal(pool, client))).toEqual([]);
  });
});

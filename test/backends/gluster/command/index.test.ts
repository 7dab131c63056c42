import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { brickCommands } from "../../../../src/backends/gluster/brick/actions.ts";
import { gluster, glusterBricks, glusterProbe } from "../../../../src/backends/gluster/command/index.ts";
import { liveFact } from "../../../../src/backends/gluster/probe/facts.ts";
import { liveOf } from "../../../../src/backends/gluster/probe/live.ts";
import type { Action } from "../../../../src/model/action.ts";
import type { Command } from "../../../../src/model/transport.ts";

const answer = (ret: number, errno: number, text: string, body = "") =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cliOutput>\n  <opRet>${ret}</opRet>\n  <opErrno>${errno}</opErrno>\n  <opErrstr>${text}</opErrstr>\n${body}</cliOutput>\n`;

const fine = answer(0, 0, "");
const locked = answer(
  -1,
  30802,
  "Another transaction is in progress for gvol. Please try again after some time.",
);

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-gluster-"));
  mkdirSync(join(folder, "bin"));
  // a stand-in: it says what it is told to, one recorded answer after the other, the last one for ever
  program(
    "gluster",
    `printf '%s\\n' "$*" >>"$HOME/asked"
n=$(wc -l <"$HOME/asked"); while [ ! -e "$HOME/answer$n" ]; do n=$((n - 1)); done
cat "$HOME/answer$n"`,
  );
  program("sleep", 'printf \'%s\\n\' "$1" >>"$HOME/slept"');
});

afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, text: string): void {
  writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, "bin", name), 0o755);
}

const answers = (...texts: readonly string[]) => {
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, `answer${index + 1}`), text);
};

const lines = (name: string) =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trimEnd().split("\n") : [];

const asked = () =>
  lines("asked").map((line) => line.replace("--mode=script --xml ", "").replace("--timeout=600 ", ""));

function run({ argv }: Pick<Command, "argv">) {
  const [name = "", ...args] = argv;
  const env = { HOME: folder, PATH: `${join(folder, "bin")}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(name, args, { env, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("a gluster command, played to a stand-in for gluster", () => {
  const start = gluster(["volume", "start", "gvol"]);

  test("is believed when opRet is 0, whatever else is said", () => {
    answers(answer(0, 0, "replace-brick commit force operation successful"));
    expect(run(start)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(asked()).toEqual(["volume start gvol"]);
  });

  test("waits for the lock of another transaction, longer each time", () => {
    answers(locked, locked, locked, fine);
    expect(run(start).status).toBe(0);
    expect(lines("slept")).toEqual(["1", "2", "4"]);
  });

  test("gives up on a lock after 200 s, and says what gluster said", () => {
    answers(locked);
    expect(run(start)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        "gluster volume start gvol: Another transaction is in progress for gvol.",
      ),
    });
    const slept = lines("slept").map(Number);
    expect(slept.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...slept)).toBeLessThanOrEqual(16);
  });

  test("does nothing else twice, and fails although gluster exits with 0", () => {
    answers(answer(-1, 30800, "Volume gvol already started"));
    expect(run(start)).toMatchObject({
      status: 1,
      stderr: "gluster volume start gvol: Volume gvol already started\n",
    });
    expect(asked().length).toBe(1);
  });

  test("tells a text of several lines on one, with its quotes back", () => {
    answers(
      answer(
        -1,
        30800,
        "option : nosuch.option does not exist\nDid you mean &quot;auth.allow&quot; &amp; more?",
      ),
    );
    expect(run(start).stderr).toBe(
      'gluster volume start gvol: option : nosuch.option does not exist Did you mean "auth.allow" & more?\n',
    );
  });

  test("tells what is no XML as it is", () => {
    answers("Connection failed. Please check if gluster daemon is operational.\n");
    expect(run(start)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^gluster volume start gvol: Connection failed\. Please check/),
    });
  });

  test("on bricks sets auth.allow again, also after a failure", () => {
    const words = ["volume", "add-brick", "gvol", "s3:/b"];
    answers(answer(-1, 30800, "Host s3 not connected"), fine);
    expect(run(glusterBricks("gvol", "s1,s2", words))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Host s3 not connected"),
    });
    expect(asked()).toEqual(["volume add-brick gvol s3:/b", "volume set gvol auth.allow s1,s2"]);
  });

  test("on bricks fails when auth.allow could not be set again", () => {
    answers(fine, answer(-1, 30800, "Commit failed on s2. Please check log file for details."));
    expect(run(glusterBricks("gvol", "s1,s2", ["volume", "add-brick", "gvol", "s3:/b"])).status).toBe(1);
  });

  const peer = (name: string, state: number) =>
    `<peer>\n<uuid>u</uuid>\n<hostname>${name}</hostname>\n<hostnames>\n<hostname>${name}</hostname>\n</hostnames>\n<connected>1</connected>\n<state>${state}</state>\n</peer>\n`;
  const pool = (...peers: string[]) => answer(0, 0, "", `<peerStatus>\n${peers.join("")}</peerStatus>\n`);

  test("a probe waits until the host is in the cluster", () => {
    answers(fine, pool(peer("s3", 3)), pool(peer("s3", 3), peer("s2", 4)), pool(peer("s2", 3)));
    expect(run(glusterProbe("s2")).status).toBe(0);
    expect(asked()).toEqual(["peer probe s2", "pool list", "pool list", "pool list"]);
  });

  test("a probe of a host that stays outside fails", () => {
    answers(fine, pool(peer("s3", 3), peer("s2", 6)));
    expect(run(glusterProbe("s2"))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("not in the cluster"),
    });
  });

  test("a refused probe does not wait", () => {
    answers(answer(-1, 107, "Probe returned with Transport endpoint is not connected"));
    expect(run(glusterProbe("s2")).status).toBe(1);
    expect(asked()).toEqual(["peer probe s2"]);
  });
});

const brickScript = (type: string, params: object) => {
  const [first] = brickCommands({
    type,
    params: { content: "", path: "/x", root: "/x/root", ...params },
  } as unknown as Action);
  return first as Command;
};

describe("the image of a brick", () => {
  const make = (bytes: number) =>
    run(brickScript("gluster.brick.make", { image: true, what: join(folder, "i/b.img"), bytes }));
  const size = () => readFileSync(join(folder, "i/b.img")).length;

  test("is made beside its name, and has it only when it is whole", () => {
    program("mkfs.xfs", 'for last in "$@"; do :; done; case $last in *.new) exit 1;; esac');
    expect(make(1000).status).not.toBe(0);
    expect(existsSync(join(folder, "i/b.img"))).toBe(false);
    program("mkfs.xfs", "exit 0");
    expect(make(1000).status).toBe(0);
    expect(size()).toBe(1000);
  });

  test("is made larger, never smaller, and never formatted again", () => {
    program("mkfs.xfs", "exit 0");
    make(1000);
    program("mkfs.xfs", "exit 1");
    expect(make(2000).status).toBe(0);
    expect(size()).toBe(2000);
    expect(make(500).status).toBe(0);
    expect(size()).toBe(2000);
  });
});

describe("what a failed create left", () => {
  const clean = () => run(brickScript("gluster.brick.clean", { brick: join(folder, "brick") }));

  test("is cleared when it is bookkeeping only", () => {
    mkdirSync(join(folder, "brick/.glusterfs/indices"), { recursive: true });
    writeFileSync(join(folder, "brick/.glusterfs/health_check"), "");
    expect(clean().status).toBe(0);
    expect(existsSync(join(folder, "brick"))).toBe(false);
    expect(clean().status).toBe(0);
  });

  test.each([
    ["a file", "brick/letter"],
    ["a file without a name", "brick/.glusterfs/ab/cd/abcd0000-0000-4000-8000-000000000000"],
  ])("is left alone when there is %s in it", (_what, path) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "x");
    expect(clean()).toMatchObject({ status: 1, stderr: expect.stringContaining("holds data") });
    expect(existsSync(join(folder, path))).toBe(true);
  });
});

describe("who tells what goes on, asked with a stand-in for gluster", () => {
  const recorded = (name: string): string =>
    JSON.parse(readFileSync(new URL(`../facts/${name}.json`, import.meta.url), "utf8")).reply.out;
  const ask = (earlier: readonly string[]) => {
    const fact = liveFact(earlier);
    const script = fact.script.replaceAll("/var/lib/glusterd", folder);
    return run({ argv: ["sh", "-c", script, "holdfast", ...fact.args] }).stdout;
  };

  test("not the one that is connected to an earlier member", () => {
    answers(recorded("pool-three"));
    expect(ask(["s2", "192.0.2.12"])).toBe("elsewhere\n");
  });

  test("the one whose earlier members are all away", () => {
    answers(recorded("pool-one-down"));
    expect(ask(["s2", "192.0.2.12"])).toBe("here\n");
    expect(ask(["s2", "s3"])).toBe("elsewhere\n");
  });

  test("nobody whose glusterd is stopped", () => {
    program("gluster", "echo 'Connection failed. Please check if gluster daemon is operational.'; exit 1");
    expect(ask(["s1"])).toBe("down\n");
  });

  test("it asks about started volumes only, and of heal only where there are copies", () => {
    for (const [name, info] of Object.entries({
      garb: "status=1\nreplica_count=3\n",
      gdist: "status=1\nreplica_count=1\ndisperse_count=0\n",
      off: "status=2\nreplica_count=2\n",
    })) {
      mkdirSync(join(folder, "vols", name), { recursive: true });
      writeFileSync(join(folder, "vols", name, "info"), info);
    }
    answers(fine);
    ask([]);
    // the first member has nobody to look for, and so asks no more than this
    expect(asked()).toEqual(["volume status garb", "volume heal garb info summary", "volume status gdist"]);
  });

  test("it asks how far the bricks of a running task are, each brick a word of its own", () => {
    mkdirSync(join(folder, "vols/grb"), { recursive: true });
    writeFileSync(join(folder, "vols/grb/info"), "status=1\nreplica_count=1\n");
    const section = (name: string) =>
      (recorded("live-drain-running").split(`#${name} grb\n`)[1] ?? "")
        .split(/\n(?!\|)/)[0]
        ?.replace(/^\|/gm, "") ?? "";
    answers(section("status"), section("drain"));
    const out = ask([]);
    expect(asked().at(-1)).toBe("volume remove-brick grb s2:/bricks/b3/grb status");
    expect(liveOf(out, "grb")?.task).toMatchObject({ type: "remove-brick", state: "running", files: 18 });
  });
});

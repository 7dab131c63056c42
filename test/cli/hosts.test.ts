import { spawnSync } from "node:child_process";
import { readFileSync, watch, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { schemaCheck } from "../report/schema-check.ts";
import { folderWith, holdfast, holdfastArgv, runProgram, type Start, storage } from "./binary.ts";

/** A server that takes connections and never says a word; the port it listens on. */
const silentServer = (onConnection = () => {}): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      onConnection();
    });
    onTestFinished(() => void server.close());
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });

const fileFor = (port: number) => `version: 1
fleet: studio
hosts:
  s1: { address: 127.0.0.1, port: ${port}, storageAddress: 192.0.2.1 }
  s2: { address: 127.0.0.1, port: ${port}, storageAddress: 192.0.2.2 }
links: [[s1, s2]]
`;

describe("hosts that cannot be used", () => {
  it("are named, what is known is planned, and the exit code is 4", async () => {
    const cwd = folderWith({ "storage.yaml": fileFor(await silentServer()) });
    const [{ code, out }, apply] = await Promise.all([
      holdfast(["plan", "--timeout", "1", "--out", "plan.json"], { cwd }),
      holdfast(["apply", "--yes", "--timeout", "1"], { cwd }),
    ]);
    expect(code).toBe(4);
    expect(out).toMatch(
      /^holdfast plan · storage\.yaml · fleet studio · 2 hosts, 2 unreachable\n\n! host s1 cannot be used/,
    );
    expect(JSON.parse(readFileSync(join(cwd, "plan.json"), "utf8")).summary.unknown).toBe(2);
    expect((await holdfast(["graph", "--plan", "plan.json"], { cwd })).out).toBe("flowchart LR\n");
    expect(apply.code).toBe(4);
  });

  it("Ctrl-C while looking changes nothing and exits 130", async () => {
    let interrupt = () => {};
    const port = await silentServer(() => interrupt());
    const cwd = folderWith({ "storage.yaml": fileFor(port) });
    const { code, err } = await holdfast(["apply", "--yes", "--timeout", "60"], {
      cwd,
      running: (child) => {
        interrupt = () => void child.kill("SIGINT");
      },
    });
    expect(err).toBe("error: interrupted; nothing was changed.\n");
    expect(code).toBe(130);
  });

  it("no host is asked when the flags name none", async () => {
    const cwd = folderWith({ "storage.yaml": storage });
    const { code, err } = await holdfast(["plan", "--host", "x*"], { cwd });
    expect(code).toBe(3);
    expect(err).toBe("error: no host matches --host x*.\n  hint: The hosts are s1 and s2.\n");
  });
});

const program = holdfastArgv.map((word) => `'${word}'`).join(" ");

const namespace = `mount -t tmpfs none /run && mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w &&
mount -t overlay none -o lowerdir=/etc,upperdir=/mnt/u,workdir=/mnt/w /etc`;

const isolated = spawnSync("unshare", ["-m", "sh", "-c", `${namespace} && command -v flock`]).status === 0;

/** Runs shell lines with an /etc and a /run of their own, so that applying to this machine leaves no trace. */
const inNamespace = (cwd: string, script: string, running?: Start["running"]) =>
  runProgram(["unshare", "-m", "sh", "-c", `${namespace}\nholdfast() { ${program} "$@"; }\n${script}`], {
    cwd,
    ...(running ? { running } : {}),
  });

const local = `version: 1
fleet: studio
hosts:
  a: { address: local, storageAddress: 192.0.2.1 }
  b: 192.0.2.2
links: [[a, b]]
`;

describe.skipIf(!isolated)("a real host: this machine, with an /etc of its own", () => {
  const folder = () => folderWith({ "storage.yaml": local });
  const lines = (text: string) => text.trimEnd().split("\n");

  it("apply ends in sync, and a second one has nothing to do", async () => {
    const cwd = folder();
    const run = `holdfast apply --host a --yes && grep 192.0.2.2 /etc/hosts >&2; holdfast apply --host a --yes`;
    const { code, out, err } = await inNamespace(cwd, run);
    const inSync = "In sync: 1 thing on 1 host is as declared in storage.yaml. Only a was looked at.";
    expect(lines(out).slice(-3)).toEqual(["Done: 1 action done.", inSync, inSync]);
    expect({ code, err }).toEqual({ code: 0, err: "192.0.2.2\tb\n" });
  });

  it("refuses without --yes where nobody can be asked", async () => {
    const { code, err } = await inNamespace(folder(), "holdfast apply --host a --json | wc -l");
    expect(code).toBe(0);
    expect(err).toMatch(/^error: nobody is there to approve 1 action/);
  });

  it("prints JSON lines, the plan first and the result last", async () => {
    const { code, out } = await inNamespace(folder(), "holdfast apply --host a --yes --json");
    expect(code).toBe(0);
    const all = lines(out).map((line) => JSON.parse(line));
    expect(all[0].type).toBe("plan");
    expect(all.at(-1)).toMatchObject({ type: "result", exit: 0, outcome: "done", inSync: true });
    const [events, plan] = [schemaCheck("events"), schemaCheck("plan")];
    for (const line of all) expect(events(line)).toEqual([]);
    expect(plan(all[0].plan)).toEqual([]);
  });

  it("tells a stale plan from one that is already carried out", async () => {
    const cwd = folder();
    const run = `holdfast plan --host a --out plan.json >&2; holdfast apply plan.json --host a --yes >&2
      holdfast apply plan.json --host a --yes; echo "rc $?"; echo '10.0.0.9 x' >/etc/hosts
      holdfast apply plan.json --host a --yes; echo "rc $?"`;
    const { out } = await inNamespace(cwd, run);
    expect(out).toContain("Done: 0 actions done, 1 already so.\n");
    expect(out.match(/rc \d+/g)).toEqual(["rc 0", "rc 6"]);
    expect(out).toContain(
      "host.links.write: the host is no longer as planned\n    /etc/hosts\n      planned from",
    );
  });

  it("plans from a saved probe, and refuses documents that do not fit", async () => {
    const cwd = folder();
    const probe = await inNamespace(
      cwd,
      `holdfast probe --host a --out snapshot.json; holdfast plan --host a --out plan.json >&2`,
    );
    expect(probe.out).toBe("");
    const saved = (name: string) => JSON.parse(readFileSync(join(cwd, name), "utf8"));
    expect(schemaCheck("snapshot")(saved("snapshot.json"))).toEqual([]);
    expect(schemaCheck("plan")(saved("plan.json"))).toEqual([]);
    const plan = (...args: readonly string[]) =>
      holdfast(["plan", "--host", "a", "--snapshot", ...args], { cwd });
    const first = await plan("snapshot.json", "--detailed-exitcode");
    expect(first.code).toBe(2);
    expect((await plan("snapshot.json", "--detailed-exitcode")).out).toBe(first.out);
    expect((await plan("plan.json")).err).toContain("plan.json is not a holdfast snapshot");
    writeFileSync(join(cwd, "storage.yaml"), local.replace("192.0.2.2", "192.0.2.3"));
    const changed = await holdfast(["apply", "plan.json", "--yes"], { cwd });
    expect(changed.code).toBe(6);
    expect(changed.err).toContain("storage.yaml changed since plan.json was made; nothing was changed.");
  });

  /** An apply whose `sync` lasts until there is a file `go`, so that there is something to interrupt. */
  const interrupted = (onTold: (kill: () => void, go: () => void) => void) => {
    const cwd = folder();
    // with a limit: nothing is to go on for ever when a test fails
    const sync = `touch ${cwd}/begun; n=0; while [ ! -e ${cwd}/go ] && [ $n -lt 400 ]; do sleep 0.05; n=$((n + 1)); done`;
    const script = `mkdir /mnt/bin; printf '#!/bin/sh\n${sync}\n' >/mnt/bin/sync; chmod +x /mnt/bin/sync
      PATH=/mnt/bin:$PATH exec ${program} apply --host a --yes`;
    return inNamespace(cwd, script, (child) => {
      const kill = () => void child.kill("SIGINT");
      const watcher = watch(cwd, (_event, name) => {
        if (name !== "begun") return;
        watcher.close();
        kill();
      });
      onTestFinished(() => watcher.close());
      child.stderr.once("data", () => onTold(kill, () => writeFileSync(join(cwd, "go"), "")));
    });
  };

  it("the first Ctrl-C lets what runs come to its end", async () => {
    const { code, out, err } = await interrupted((_kill, go) => go());
    expect(err).toBe("Finishing 1 running action; nothing new is started. Ctrl-C again to stop now.\n");
    expect(out).toMatch(/done {2}host\.links\.write[\s\S]+Interrupted: 1 action done\./);
    expect(code).toBe(130);
  });

  it("the second says what was in flight", async () => {
    const { code, out, err } = await interrupted((kill) => kill());
    expect(err).toMatch(/\nStopping now\. In flight:\n {2}a host\.links\.write\n$/);
    expect(out).toContain("Interrupted: 0 actions done, 1 failed.\n");
    expect(code).toBe(130);
  });
});

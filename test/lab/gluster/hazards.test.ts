import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { eventually, inSync, outline, planOf, sumOf, writeFile } from "../witness.ts";
import { peersOf, poolAt, unhealed, volumeOn } from "./support.ts";

const AT = "/mnt/gvol";
const SERVERS = ["s1", "s2", "s3"];
const OPTIONS = { "network.ping-timeout": "5", "cluster.server-quorum-type": "server" };
const SECURE = "/var/lib/glusterd/secure-access";

const pool = (change: object = {}) => ({
  ...{ type: "gluster", peers: SERVERS, replica: 3, size: "300MiB", folder: "/srv/gluster" },
  ...{ mountpoint: AT, options: OPTIONS, clients: ["c1"], ...change },
});
const MORE = { peers: ["s1", "s2", "s4"], options: {}, clients: [] };
/** The second pool is there from the time that its s4 is no clone any more. */
const gvol = (change: object = {}, others: object = { more: pool(MORE) }) => ({
  pools: { gvol: pool(change), ...others },
});

describe.skipIf(!(await labGate()))("what a trusted pool can get into, on real hosts", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  let sum = "";

  beforeAll(async () => {
    const hosts = Object.fromEntries([...SERVERS, "s4", "c1"].map((name) => [name, "container" as const]));
    lab = await openLab({ name: "ghaz", subnet: 89, hosts, packages: ["gluster"] });
    holdfast = holdfastFor(lab);
    holdfast.write(gvol({}, {}));
    await holdfast.must(["apply", "--yes"]);
    sum = await writeFile(lab, "c1", `${AT}/letter`);
  });
  afterAll(() => lab?.close());

  const status = async () => {
    const { parts } = JSON.parse((await holdfast.run(["status", "--json"])).stdout) as {
      parts: { part: string; health: string; notes: string[] }[];
    };
    const row = parts.find(({ part }) => part === "pools.gvol");
    return { health: row?.health, notes: row?.notes.join("\n") ?? "" };
  };
  const errors = async () => {
    const { findings, actions } = await planOf(holdfast);
    const bad = findings.filter(({ severity }) => severity === "error");
    const onVolumes = actions.filter(({ type }) => /^gluster\.(volume|peers)/.test(type));
    return { bad, codes: [...new Set(bad.map(({ code }) => code))], planned: onVolumes };
  };
  const doctor = async () => (await holdfast.run(["doctor"])).stdout;
  const whole = async () => {
    await eventually(() => sumOf(lab, "c1", `${AT}/letter`), sum, 60);
    await eventually(() => unhealed(lab, "s1", "gvol"), 0, 60);
    await eventually(async () => (await status()).health, "ok", 60);
  };
  /** A refusal: nothing of gluster is planned, and an apply leaves the volume as it is. */
  async function refuses(code: string) {
    const seen = await errors();
    expect(seen.codes).toEqual([code]);
    expect(seen.planned).toEqual([]);
    const before = await volumeOn(lab, "s1", "gvol");
    expect((await holdfast.run(["apply", "--yes"])).code).toBe(5);
    expect(await volumeOn(lab, "s1", "gvol")).toEqual(before);
    return seen.bad;
  }

  it("server quorum lost: says so, plans nothing, and is in sync by itself when it is back", async () => {
    lab.powerOff("s2");
    lab.powerOff("s3");
    await eventually(async () => (await lab.exec("s1", "pgrep -x glusterfsd")).stdout, "", 60);
    const { health, notes } = await status();
    expect(health).toBe("down");
    expect(notes).toContain(
      "gluster keeps its bricks stopped until 2 of 3 members see each other (cluster.server-quorum-type): s1 sees 1",
    );
    // not even without the option: what is to be done is to bring the others back
    holdfast.write(gvol({ options: {} }, {}));
    const { planned } = await errors();
    expect(planned).toEqual([]);
    expect((await holdfast.run(["apply", "--yes"])).code).toBe(4);
    expect((await volumeOn(lab, "s1", "gvol"))?.options["cluster.server-quorum-type"]).toBe("server");
    holdfast.write(gvol({}, {}));
    for (const host of ["s2", "s3"]) await lab.start(host);
    for (const host of ["s2", "s3"]) await lab.waitSsh(host);
    await whole();
    await inSync(holdfast);
  });

  it("a ratio of its own for the server quorum: reported as gluster counts it", async () => {
    const ratio = "cluster.server-quorum-ratio";
    await lab.must("s1", `gluster --mode=script volume set all ${ratio} 90%`);
    lab.powerOff("s3");
    await eventually(async () => (await lab.exec("s1", "pgrep -x glusterfsd")).stdout, "", 60);
    expect((await status()).notes).toContain("stopped until 3 of 3 members see each other");
    await lab.start("s3");
    await lab.waitSsh("s3");
    await whole();
    await lab.must("s1", `gluster --mode=script volume reset all ${ratio}`);
    await inSync(holdfast);
  });

  it("a clone of a member: refused with the way out, which works", async () => {
    await lab.must(
      "s4",
      "apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq install -y glusterfs-server >/dev/null 2>&1",
    );
    const identity = await lab.must("s2", "cat /var/lib/glusterd/glusterd.info");
    await lab.must(
      "s4",
      "cat >/var/lib/glusterd/glusterd.info; systemctl start glusterd; gluster pool list",
      { stdin: identity },
    );
    holdfast.write(gvol());
    const [finding] = await refuses("GLU231");
    expect(finding?.message).toContain("s2 and s4 have one glusterd identity");
    expect(finding?.hint).toMatch(/^on s4, .* remove \/var\/lib\/glusterd\/glusterd\.info/);
    expect((await peersOf(lab, "s1")).length).toBe(2);
    await lab.must(
      "s4",
      "systemctl stop glusterd; rm /var/lib/glusterd/glusterd.info; systemctl start glusterd",
    );
    await holdfast.must(["apply", "--yes"]);
    await inSync(holdfast);
    expect((await peersOf(lab, "s1")).length).toBe(3);
    await whole();
  });

  it("a member with another copy of the configuration: names it, and what it says mends it", async () => {
    await lab.must(
      "s2",
      "systemctl stop glusterd; cd /var/lib/glusterd/vols/gvol; echo performance.cache-size=77MB >>info; sed -i 's/^info=.*/info=1234567/' cksum; systemctl start glusterd",
    );
    await eventually(
      async () => (await peersOf(lab, "s1")).some((peer) => peer.startsWith("s2 Peer Rejected")),
      true,
      60,
    );
    const [finding, ...rest] = await refuses("GLU230");
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      host: "s2",
      message: "s2 and s1, s3, s4 reject each other: their copies of the configuration of gvol differ",
    });
    expect((await status()).notes).toContain("s2: s1 sees it as Peer Rejected");
    const commands = [...(finding?.hint ?? "").matchAll(/`([^`]*)`(?: on (\S+))?/g)];
    expect(commands.map(([, command]) => command)).toEqual([
      "gluster volume set gvol user.holdfast.fleet studio",
      "systemctl restart glusterd",
    ]);
    for (const [, command = "", host = ""] of commands) await lab.must(host, command);
    await eventually(
      async () => (await peersOf(lab, "s1")).every((peer) => peer.endsWith("Peer in Cluster (Connected)")),
      true,
      60,
    );
    const copyOn = async (host: string) => (await volumeOn(lab, host, "gvol"))?.options;
    await eventually(async () => (await copyOn("s2"))?.["performance.cache-size"] === undefined, true, 30);
    expect(await copyOn("s2")).toEqual(await copyOn("s1"));
    await whole();
    await inSync(holdfast);
  });

  it("TLS of one glusterd only: told apart from a member that is away", async () => {
    await lab.must("s2", `touch ${SECURE}; systemctl restart glusterd`);
    await eventually(
      async () => (await peersOf(lab, "s1")).some((peer) => /^s2 .*Disconnected/.test(peer)),
      true,
      60,
    );
    const [finding] = await refuses("GLU238");
    expect(finding?.message).toContain("glusterd of s2 speaks TLS and that of s1, s3");
    // Debian 12 does not look into /etc/ssl
    expect(finding?.message).toContain("(in /usr/lib/ssl)");
    expect(await doctor()).toContain("glusterd of s2 speaks TLS");
    expect(await sumOf(lab, "c1", `${AT}/letter`)).toBe(sum);
    await lab.must("s2", `mv ${SECURE} /root/; systemctl restart glusterd`);
    await whole();
    await inSync(holdfast);
  });

  it("TLS of a volume: not without its files, not under clients; then it is in use", async () => {
    const tls = { options: { ...OPTIONS, "client.ssl": "on", "server.ssl": "on" } };
    holdfast.write(gvol(tls));
    const { codes, planned, bad } = await errors();
    expect({ codes, planned }).toEqual({ codes: ["GLU244", "GLU245"], planned: [] });
    expect(bad.at(-1)?.message).toContain("s1, s2, s3");
    const pem = await lab.must(
      "s1",
      "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=studio -keyout /root/k -out /root/p 2>/dev/null; cat /root/k /root/p",
    );
    for (const host of [...SERVERS, "s4", "c1"])
      await lab.must(
        host,
        "cat >/root/both; cd /usr/lib/ssl; sed -n '/BEGIN PRIVATE/,/END PRIVATE/p' /root/both >glusterfs.key; sed -n '/BEGIN CERT/,/END CERT/p' /root/both | tee glusterfs.ca >glusterfs.pem",
        { stdin: pem },
      );
    expect((await errors()).codes).toEqual(["GLU244"]);
    holdfast.write(gvol({ ...tls, state: "stopped" }));
    const { blocked } = await planOf(holdfast);
    const consents = blocked.flatMap(({ consent }) => consent ?? []).flatMap((token) => ["--consent", token]);
    await holdfast.run(["apply", "--yes", ...consents]);
    expect((await volumeOn(lab, "s1", "gvol"))?.status).toBe("Stopped");
    holdfast.write(gvol(tls));
    expect(outline(await planOf(holdfast)).actions).toContain("s1 gluster.volume.start");
    await holdfast.must(["apply", "--yes"]);
    expect(await poolAt(lab, "c1", AT)).toBe("gvol rw");
    await whole();
    await inSync(holdfast, "GLU146");
    // what goes over the wire is no plain RPC any more
    expect(await lab.must("s1", "grep -l 'SSL support.*ENABLED' /var/log/glusterfs/bricks/*gvol*")).toContain(
      "gvol",
    );
  });
});

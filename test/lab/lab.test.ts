import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "./gate.ts";
import { type Lab, openLab } from "./lab.ts";
import { outputSync } from "./program.ts";

describe.skipIf(!(await labGate()))("the lab itself", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab({ name: "proof", hosts: { s1: "vm", c1: "vm", n1: "container" } });
  });
  afterAll(() => lab?.close());
  const each = <T>(work: (name: string) => Promise<T>) =>
    Promise.all(lab.hosts.map(({ name }) => work(name)));

  it("boots Debian hosts with their own names, addresses and no failed unit", async () => {
    const names = await each((name) => lab.must(name, "hostname; systemctl is-system-running"));
    expect(names).toEqual(lab.hosts.map(({ name }) => `${name}\nrunning\n`));
    for (const { name, address, address6 } of lab.hosts) {
      const addresses = await lab.must(name, "ip -brief address");
      expect(addresses).toContain(`${address}/24`);
      expect(addresses).toContain(`${address6}/64`);
    }
  });

  it("gives each host its own key, written in known_hosts", async () => {
    const scanned = await each(async (name) => {
      const { address } = lab.host(name);
      const { stdout } = await lab.run(["ssh-keyscan", "-t", "ed25519", address]).done;
      return stdout.trim();
    });
    expect(scanned).toEqual(lab.hosts.map(({ name, address }) => `${address} ${lab.hostKey(name)}`));
    expect(new Set(lab.hosts.map(({ name }) => lab.hostKey(name))).size).toBe(3);
  });

  it("has one user whose sudo asks for a password and one whose does not", async () => {
    await each(async (name) => {
      expect(await lab.must(name, "sudo -n id -un", { user: "deploy" })).toBe("root\n");
      expect((await lab.exec(name, "sudo -n id -un", { user: "ops" })).code).toBe(1);
      expect(await lab.must(name, "sudo -S -p '' id -un", { user: "ops", stdin: "ops-pw\n" })).toBe("root\n");
    });
  });

  it("starts without storage packages", async () => {
    const list = "dpkg -l | grep -E ' (nfs|rpcbind|gluster|moosefs|xfsprogs)' || true";
    expect(await each((name) => lab.must(name, list))).toEqual(["", "", ""]);
  });

  it("installs offline, and an export of one virtual machine is mounted by the other", async () => {
    const install = (name: string, wanted: string) =>
      lab.must(
        name,
        `apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends ${wanted}`,
      );
    await Promise.all([
      install("s1", "nfs-kernel-server"),
      install("c1", "nfs-common"),
      install("n1", "psmisc"),
    ]);
    await lab.must(
      "s1",
      "mkdir -p /data && echo hello >/data/f && echo '/data *(rw,no_subtree_check)' >>/etc/exports && exportfs -ra",
    );
    const { address, address6 } = lab.host("s1");
    await lab.must(
      "c1",
      `mkdir /a /b && mount -t nfs ${address}:/data /a && mount -t nfs '[${address6}]:/data' /b`,
    );
    expect(await lab.must("c1", "cat /a/f /b/f; umount /a /b")).toBe("hello\nhello\n");
  });

  it("cuts a host off and mends it", async () => {
    for (const name of ["c1", "n1"]) {
      lab.cut(name);
      expect((await lab.exec(name, "true", { timeoutMs: 2000 })).code).not.toBe(0);
      lab.mend(name);
      await lab.waitSsh(name);
      expect((await lab.exec(name, "true")).code).toBe(0);
    }
  });

  it("parts hosts from each other and not from us", async () => {
    const ping = () => lab.exec("n1", `ping -c1 -W1 ${lab.host("c1").address}`);
    await lab.partition(["n1"], ["c1", "s1"]);
    expect((await ping()).code).toBe(1);
    await lab.heal();
    expect((await ping()).code).toBe(0);
  });

  it("freezes and thaws", async () => {
    for (const name of ["c1", "n1"]) {
      lab.freeze(name);
      expect((await lab.exec(name, "true", { timeoutMs: 1500 })).code).toBe(124);
      lab.thaw(name);
      expect((await lab.exec(name, "true")).code).toBe(0);
    }
  });

  it("loses power: what was synced stays, what was only in memory is gone", async () => {
    await lab.must("c1", "echo kept >/root/kept; sync; echo lost >/dev/shm/lost");
    lab.powerOff("c1");
    expect(lab.isRunning("c1")).toBe(false);
    await lab.start("c1");
    expect(await lab.must("c1", "cat /root/kept; ls /dev/shm")).toBe("kept\n");
  });

  it("reboots both kinds", async () => {
    await Promise.all([lab.reboot("c1"), lab.reboot("n1")]);
    expect(await lab.must("n1", "cut -d. -f1 /proc/uptime; hostname")).toContain("n1");
  });

  it("fills a disk and frees it, but never the machine's", async () => {
    await lab.fillDisk("c1", "/root");
    expect((await lab.exec("c1", "head -c 100000 /dev/zero >/root/more")).code).not.toBe(0);
    await lab.freeDisk("c1", "/root");
    expect((await lab.exec("c1", "head -c 100000 /dev/zero >/root/more")).code).toBe(0);
    await expect(lab.fillDisk("n1", "/srv")).rejects.toThrow("machine's disk");
  });

  it("kills a process by name", async () => {
    await lab.must("n1", "sleep 1000 >/dev/null 2>&1 & sleep 0.2");
    await lab.kill9("n1", "sleep");
    await expect(lab.kill9("n1", "sleep")).rejects.toThrow();
  });

  it("resets to a fresh disk, with the same host key or a new one", async () => {
    const before = lab.hostKey("c1");
    await lab.reset("c1");
    expect(lab.hostKey("c1")).toBe(before);
    expect((await lab.exec("c1", "test -e /root/kept")).code).toBe(1);
    await lab.must("n1", "touch /root/kept /srv/kept");
    const container = lab.hostKey("n1");
    await lab.reset("n1", { newKeys: true });
    expect(lab.hostKey("n1")).not.toBe(container);
    expect((await lab.exec("n1", "test -e /root/kept || test -e /srv/kept")).code).toBe(1);
  });

  it("leaves nothing when closed", async () => {
    const running = lab.run(["sleep", "1000"]);
    await lab.must("n1", "truncate -s 16M /srv/i; mkfs.ext4 -q /srv/i; mkdir /i; mount -o loop /srv/i /i");
    await lab.close();
    await lab.close();
    expect((await running.done).code).toBe(137);
    expect(traces(`hflab-${lab.name}`, `/labs/${lab.name}/`)).toEqual([]);
  });
});

/** All the machine still knows of a lab: by other means than the harness uses to clean up. */
function traces(id: string, folder: string): string[] {
  const found = [
    ...outputSync(["ip", "netns", "list"]).split("\n"),
    ...readFileSync("/proc/mounts", "utf8").split("\n"),
    ...outputSync(["losetup", "-n", "-O", "NAME,BACK-FILE"]).split("\n"),
    ...outputSync(["find", "/sys/fs/cgroup", "-type", "d", "-name", `${id}*`]).split("\n"),
    ...readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(commandOf),
  ];
  return found.filter((line) => line.includes(id) || line.includes(folder));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

import { undo } from "../bare.ts";
import type { Lab } from "../lab.ts";
import { layersAt } from "../witness.ts";

/** A volume as `gluster volume info` prints it for people. */
export interface VolumeSeen {
  readonly type: string;
  readonly status: string;
  /** In gluster's order; `(arbiter)` stays with the name. */
  readonly bricks: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/** A volume as one host knows it; `undefined` when it does not. */
export async function volumeOn(lab: Lab, host: string, volume: string): Promise<VolumeSeen | undefined> {
  const { code, stdout } = await lab.exec(host, `gluster --mode=script volume info ${volume}`);
  if (code !== 0) return undefined;
  const [head = "", tail = ""] = stdout.split("Options Reconfigured:\n");
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(head)?.[1]?.trim() ?? "";
  const options = tail.split("\n").flatMap((line) => {
    const at = line.indexOf(": ");
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2).trim()] as const];
  });
  return {
    type: field("Type"),
    status: field("Status"),
    bricks: [...head.matchAll(/^Brick\d+: (.*)$/gm)].map(([, brick = ""]) => brick.trim()),
    options: Object.fromEntries(options),
  };
}

/** The value an option has in force, set or not, as `gluster volume get` tells it. */
export async function optionOf(lab: Lab, host: string, volume: string, key: string): Promise<string> {
  const text = await lab.must(host, `gluster --mode=script volume get ${volume} ${key}`);
  const line = text.split("\n").find((one) => one.startsWith(`${key} `));
  return (
    line
      ?.slice(key.length)
      .trim()
      .replace(/ \(DEFAULT\)$/, "") ?? ""
  );
}

/** What is mounted from gluster at a path: `volume rw`, whichever server it came from; else what is there instead. */
export async function poolAt(lab: Lab, host: string, where: string): Promise<string> {
  const layers = await layersAt(lab, host, where);
  const texts = layers.map(({ source, fstype, options }) =>
    fstype === "fuse.glusterfs"
      ? `${source.slice(source.indexOf(":/") + 2)} ${options.includes("ro") ? "ro" : "rw"}`
      : fstype,
  );
  return texts.join(" | ") || "nothing";
}

/** Names and states of a host's peers as it sees them itself, sorted: `g2 Peer in Cluster (Connected)`. */
export async function peersOf(lab: Lab, host: string): Promise<readonly string[]> {
  const text = await lab.must(host, "gluster --mode=script peer status");
  const found = [...text.matchAll(/^Hostname: (\S+)\nUuid: \S+\nState: (.*)$/gm)];
  return found.map(([, name, state]) => `${name} ${state}`).sort();
}

/** Bricks of a volume without a running process, as `gluster volume status` reports it; undefined when it cannot. */
export async function bricksDown(
  lab: Lab,
  host: string,
  volume: string,
): Promise<readonly string[] | undefined> {
  const { stdout } = await lab.exec(host, `gluster --mode=script --xml volume status ${volume}`);
  if (!stdout.includes("<opRet>0</opRet>")) return undefined;
  const bricks = [...stdout.matchAll(/<node>([\s\S]*?)<\/node>/g)].flatMap(([, node = ""]) => {
    const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(node)?.[1] ?? "";
    if (!field("path").startsWith("/")) return [];
    return [{ name: `${field("hostname")}:${field("path")}`, up: field("status") === "1" }];
  });
  // hosts that are away are not listed at all
  const all = (await volumeOn(lab, host, volume))?.bricks ?? [];
  const up = new Set(bricks.filter((brick) => brick.up).map(({ name }) => name));
  return all.map((name) => name.replace(/ \(arbiter\)$/, "")).filter((name) => !up.has(name));
}

/** How many entries wait to be healed over all bricks; -1 while any brick does not answer. */
export async function unhealed(lab: Lab, host: string, volume: string): Promise<number> {
  const { stdout } = await lab.exec(host, `gluster --mode=script volume heal ${volume} info`);
  const counts = [...stdout.matchAll(/^Number of entries: (.*)$/gm)].map(([, text = ""]) => text.trim());
  if (counts.length === 0 || counts.some((text) => !/^\d+$/.test(text))) return -1;
  return counts.reduce((sum, text) => sum + Number(text), 0);
}

/** Bytes of a file in one brick (`g1:/path`), found by looking into it; `undefined` when the brick does not hold it. */
export async function sizeInBrick(lab: Lab, brick: string, file: string): Promise<number | undefined> {
  const at = brick.indexOf(":");
  const [host, path] = [brick.slice(0, at), brick.slice(at + 1).replace(/ \(arbiter\)$/, "")];
  // a pointer to another brick is an empty file of mode 1000
  const { code, stdout } = await lab.exec(host, `stat -c '%a %s' ${path}/${file}`);
  const [mode, size] = stdout.trim().split(" ");
  return code !== 0 || mode === "1000" ? undefined : Number(size);
}

/** Checksum of a file in one brick. */
export async function sumInBrick(lab: Lab, brick: string, file: string): Promise<string> {
  const at = brick.indexOf(":");
  const text = await lab.must(brick.slice(0, at), `sha256sum <${brick.slice(at + 1)}/${file}`);
  return text.slice(0, 64);
}

/** Bytes of a mounted pool as `df` shows them. */
export const sizeAt = async (lab: Lab, host: string, where: string): Promise<number> =>
  Number((await lab.must(host, `df -B1 --output=size ${where} | tail -n 1`)).trim());

/** Undoes on a host everything a gluster pool is made of, packages apart. */
export const undoGluster = (lab: Lab, host: string, folder: string) =>
  undo(lab, host, folder, {
    stop: `findmnt -n -r -t fuse.glusterfs -o TARGET | while read -r at; do umount "$at" || umount -l "$at"; done
systemctl disable --now glusterd 2>/dev/null
pkill -KILL -x 'gluster.*'
n=0; while pgrep -x 'gluster.*' >/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n + 1)); done`,
    remove: `if [ -d /var/lib/glusterd ]; then
  cd /var/lib/glusterd && rm -rf glusterd.info options vols peers bitd nfs scrub glustershd quotad snaps ss_brick
fi`,
  });

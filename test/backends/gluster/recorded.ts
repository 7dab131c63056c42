import { readFileSync } from "node:fs";
import { declaredPools } from "../../../src/backends/gluster/pool/index.ts";
import type { Config } from "../../../src/model/config.ts";
import type { FactReply, HostSnapshot, Snapshot } from "../../../src/model/snapshot.ts";

/** What gluster 10.3 (bookworm) and 11.1 (trixie) said, recorded on six members s1 to s6. */
export type Release = "bookworm" | "trixie";

/** One recorded answer. */
export const recorded = (release: Release, name: string): string =>
  readFileSync(new URL(`./recorded/${release}/${name}.xml`, import.meta.url), "utf8");

/** A `pool list` recorded on s1 as another member tells it: only who is `localhost` differs. */
export const listedBy = (host: string, list: string): string =>
  list
    .replace(/<hostname>localhost<\/hostname>(\s*)<connected>1<\/connected>/, (_all, gap) =>
      host === "s1"
        ? _all
        : `<hostname>s1</hostname>${gap}<hostnames><hostname>s1</hostname></hostnames>${gap}<connected>1</connected>${gap}<state>3</state><stateStr>Peer in Cluster</stateStr>`,
    )
    .replace(
      new RegExp(`<hostname>${host}</hostname>\\s*<hostnames>[\\s\\S]*?</stateStr>`),
      "<hostname>localhost</hostname>\n      <connected>1</connected>",
    );

/** One volume out of an answer about all. */
export function only(xml: string, volume: string): string {
  const blocks = [...xml.matchAll(/ *<volume>[\s\S]*?<\/volume>\n?/g)].map(([block]) => block);
  return blocks
    .filter((block) => !block.includes(`ame>${volume}</`))
    .reduce((rest, block) => rest.replace(block, ""), xml);
}

/** A section of the reply to `gluster-live`, as its script prints it. */
export const section = (name: string, volume: string, xml: string): string =>
  `#${name} ${volume}\n${xml
    .split("\n")
    .map((line) => `|${line}`)
    .join("\n")}\n\n`;

/** What members say, and what is mounted where. */
export interface Scene {
  readonly release: Release;
  /** `pool list` of s1. */
  readonly list: string;
  /** `volume info`. */
  readonly info: string;
  /** What the first member that answers says of its volumes, below `here`. */
  readonly live: string;
  /** Hosts that cannot be reached. */
  readonly away?: Readonly<Record<string, string>>;
  /** Replies that are different, by host and key. */
  readonly replies?: Readonly<Record<string, Readonly<Record<string, FactReply>>>>;
}

const said = (out: string): FactReply => ({ rc: 0, out });

/** The one reply to both questions about the cluster: `none`, or the two answers. */
export const cluster = (list: string, info: string): FactReply =>
  said(list.startsWith("<?xml") ? `${list.trimEnd()}\n${info}` : list);

/** A snapshot of every host of `config` in a scene; clients have what the file says mounted, and it answers. */
export function snapshotOf(config: Config, scene: Scene): Snapshot {
  const away = scene.away ?? {};
  const peers = ["s1", "s2", "s3", "s4", "s5", "s6"];
  const pools = declaredPools(config);
  const members = pools.flatMap(([, pool]) =>
    pool.peers.map((peer) => (typeof peer === "string" ? peer : peer.host)),
  );
  const first = peers.find((host) => members.includes(host) && !(host in away));
  const mounts = (host: string) =>
    pools.flatMap(([name, { clients = [] }]) =>
      clients.filter((client) => client === host).map(() => ({ name, where: `/mnt/${name}` })),
    );
  const facts = (host: string): Readonly<Record<string, FactReply>> => ({
    mounts: said(
      mounts(host)
        .map(
          ({ name, where }) =>
            `1609 203 0:154 / ${where} rw,relatime shared:575 - fuse.glusterfs s1:/${name} rw,user_id=0\n`,
        )
        .join(""),
    ),
    ...Object.fromEntries(mounts(host).map(({ where }) => [`size ${where}`, said("4096 245760 235000\n")])),
    ...(peers.includes(host)
      ? {
          "gluster-cluster": cluster(listedBy(host, scene.list), scene.info),
          "gluster-store": said(`version ${scene.release === "bookworm" ? "10.3" : "11.1"}\n`),
          "gluster-live": said(host === first ? `here\n${scene.live}` : "elsewhere\n"),
        }
      : { "gluster-cluster": said("none\n"), "gluster-store": said("") }),
    ...scene.replies?.[host],
  });
  const seen = (host: string): HostSnapshot =>
    away[host] === undefined
      ? { reachable: true, facts: facts(host) }
      : { reachable: false, failure: { kind: "timeout", message: away[host] } };
  return {
    formatVersion: "1.0",
    fleet: config.fleet,
    takenAt: "2026-01-01T00:00:00.000Z",
    hosts: Object.fromEntries(Object.keys(config.hosts).map((host) => [host, seen(host)])),
  };
}

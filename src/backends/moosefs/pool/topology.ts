import type { Link } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Pool, poolsPresent } from "./index.ts";

function linksOf({ name, master, chunkservers, metaloggers, gui, clients }: Pool): readonly Link[] {
  const node = `pool ${name}`;
  const disks = (count: number) => `${count} ${count === 1 ? "disk" : "disks"}`;
  return [
    { from: master, to: node, label: `master of ${name}` },
    ...chunkservers.map(({ host, disks: own, labels, draining }) => ({
      from: host,
      to: node,
      label: [
        disks(own.length),
        ...(labels.length > 0 ? [labels.join("")] : []),
        ...(draining ? ["draining"] : []),
      ].join(", "),
    })),
    ...metaloggers.map((to) => ({ from: master, to, label: `metadata of ${name}` })),
    ...(gui === null ? [] : [{ from: node, to: gui.host, label: `gui, port ${gui.port}` }]),
    ...clients.map(({ host, mountpoint, folder, readOnly }) => ({
      from: node,
      to: host,
      label: `${name}${folder === "/" ? "" : folder} → ${mountpoint} (MooseFS${readOnly ? ", read-only" : ""})`,
    })),
  ];
}

/** Master and chunkservers to the pool, master to the metaloggers, and pool to whoever mounts it. */
export const poolTopology = (config: Config): readonly Link[] => poolsPresent(config).flatMap(linksOf);

import type { World } from "../../../support/world.ts";
import { brickUp, glusterOf, partsOf, pendingOf, setsIn, type WorldVolume } from "./index.ts";

/** An XML element as gluster writes them. */
export const tag = (name: string, inner: string | readonly string[]): string =>
  `<${name}>${typeof inner === "string" ? inner : inner.join("\n")}</${name}>`;

/** A successful answer around its body. */
export const xmlAnswer = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cliOutput><opRet>0</opRet><opErrno>0</opErrno><opErrstr/>\n${body}\n</cliOutput>\n`;

const GIB = 2 ** 30;

const framed = (name: string, volume: string, xml: string) =>
  `#${name} ${volume}\n${xml.replace(/^/gm, "|")}\n`;

function taskXml({ task }: WorldVolume): string {
  if (!task) return "<tasks/>";
  return tag("tasks", [
    tag("task", [
      tag("type", task.type === "rebalance" ? "Rebalance" : "Remove brick"),
      tag("id", task.id),
      tag("status", task.left > 0 ? "1" : "3"),
      ...(task.type === "rebalance"
        ? []
        : [
            tag(
              "params",
              task.bricks.map((brick) => tag("brick", brick)),
            ),
          ]),
    ]),
  ]);
}

function statusXml(world: World, volume: WorldVolume, detail: boolean): string {
  // bricks of hosts whose glusterd is away are not in the list at all
  const heard = volume.bricks.filter((brick) => {
    const [host] = partsOf(brick);
    return world.get(host)?.up === true && glusterOf(world, host).running;
  });
  const nodes = heard.map((brick) => {
    const [host, path] = partsOf(brick);
    const room = detail ? [tag("sizeTotal", String(2 * GIB)), tag("sizeFree", String(1.5 * GIB))] : [];
    const status = tag("status", brickUp(world, volume, brick) ? "1" : "0");
    return tag("node", [tag("hostname", host), tag("path", path), status, ...room]);
  });
  const healer = tag("node", [
    tag("hostname", "Self-heal Daemon"),
    tag("path", "localhost"),
    tag("status", "1"),
  ]);
  return xmlAnswer(
    tag("volStatus", [
      tag("volumes", [tag("volume", [tag("volName", volume.name), ...nodes, healer, taskXml(volume)])]),
    ]),
  );
}

function healXml(world: World, volume: WorldVolume): string {
  const pending = pendingOf(world, volume);
  const bricks = setsIn(volume)
    .flat()
    .map((brick, index) =>
      brickUp(world, volume, brick)
        ? tag("brick", [
            tag("name", brick),
            tag("status", "Connected"),
            tag("totalNumberOfEntries", String(index === 0 ? pending : 0)),
            tag("numberOfEntriesInSplitBrain", "0"),
          ])
        : tag("brick", [
            tag("name", brick),
            tag("status", "Transport endpoint is not connected"),
            tag("totalNumberOfEntries", "-"),
            tag("numberOfEntriesInSplitBrain", "-"),
          ]),
    );
  return xmlAnswer(tag("healInfo", [tag("bricks", bricks)]));
}

function movedXml(name: string, { task }: WorldVolume): string {
  return xmlAnswer(
    tag(name, [
      tag("aggregate", [
        tag("files", "1"),
        tag("lookups", "2"),
        tag("failures", String(task?.left === 0 ? (task?.failures ?? 0) : 0)),
        tag("skipped", "0"),
      ]),
    ]),
  );
}

/** What the member that answers prints of one volume. */
export function sections(world: World, volume: WorldVolume): string {
  const { name, size, task } = volume;
  return [
    framed("status", name, statusXml(world, volume, false)),
    framed("detail", name, statusXml(world, volume, true)),
    ...(size > 1 ? [framed("heal", name, healXml(world, volume))] : []),
    ...(task?.type === "remove-brick" ? [framed("drain", name, movedXml("volRemoveBrick", volume))] : []),
    ...(task?.type === "rebalance" ? [framed("balance", name, movedXml("volRebalance", volume))] : []),
  ].join("");
}

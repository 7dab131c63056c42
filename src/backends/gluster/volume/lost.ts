import type { ReadOf } from "../../../model/snapshot.ts";
import { firstOf, pathTypeOf } from "../../host/filesystem/state.ts";
import { brickKey } from "../probe/facts.ts";
import { memberText } from "../probe/identity.ts";
import { pathOfBrick } from "../probe/members.ts";
import type { Found } from "./find.ts";

/**
 * Whether a host says that nothing is left of a brick: no folder, or an empty one without the volume's mark, and no file
 * system that it could still be on. What cannot be read is not gone.
 */
function isGone(reply: ReturnType<ReturnType<ReadOf>>): boolean {
  if ("unknown" in reply || reply.rc !== 0) return false;
  const words = reply.out.split("\n").map((line) => line.split(" "));
  const says = (word: string) => firstOf(words, word) !== undefined;
  if (says("content") || says("volume-id") || pathTypeOf(words, "brick") === "other") return false;
  // an image or a device with a file system that is not mounted has what is missed
  return says("mounted") || !(says("image") || says("signature"));
}

/** Bricks of which nothing is left on their hosts, each with the member it was on. */
export function lostBricks({ volume, cluster, live }: Found, of: ReadOf): Readonly<Record<string, string>> {
  const lost = volume.sets.flat().flatMap(({ name, host: uuid }): [string, string][] => {
    const host = cluster.hostOf(uuid);
    if (host === undefined || live?.online[name] === true) return [];
    return isGone(of(host)(brickKey(pathOfBrick(name)))) ? [[name, memberText(host, uuid)]] : [];
  });
  return Object.fromEntries(lost);
}

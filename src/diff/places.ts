import type { Backend } from "../model/backend.ts";
import type { Config } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import { type Place, within } from "../model/place.ts";

/** Of earlier places, those that `later` is, holds or lies in; a folder that other data stays out of counts once. */
function met(before: readonly Place[], later: Place): readonly Place[] {
  const places = before.filter(({ path }) => within(path, later.path) || within(later.path, path));
  const data = later.use === "brick" || later.use === "disk";
  const folders = before.flatMap((place) => {
    const { folder, part } = place;
    const inside = data && folder !== undefined && part !== later.part && within(later.path, folder);
    return inside && !places.includes(place) ? [{ ...place, path: folder }] : [];
  });
  return [...places, ...new Map(folders.map((place) => [place.path, place])).values()];
}

/**
 * What is wrong with places of one host that lie in each other, whichever storage systems they belong to: the one that
 * comes later in the list of backends judges the pair.
 */
export const placeRules =
  (backends: readonly Backend[]) =>
  (config: Config): readonly Finding[] => {
    const onHost = new Map<string, Place[]>();
    return backends.flatMap((backend) =>
      backend.places(config).flatMap((place) => {
        const before = onHost.get(place.host) ?? [];
        const findings = met(before, place).flatMap((first) => backend.meeting(first, place));
        onHost.set(place.host, before);
        before.push(place);
        return findings;
      }),
    );
  };

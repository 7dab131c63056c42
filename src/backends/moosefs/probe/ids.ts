import type { Fact, ReadOf } from "../../../model/snapshot.ts";
import type { MasterSpec } from "../master/spec.ts";
import { daemonsOf } from "./daemons.ts";

/** Asks which namespace the chunks in these folders belong to, whether or not they are in use. */
export const idsFact = (paths: readonly string[]): Fact => ({
  key: `moosefs-ids ${paths.join(" ")}`,
  script: `for p in "$@"; do
  [ ! -f "$p/.metaid" ] || printf '%s %s\\n' "$(od -An -v -tx1 -N 8 -- "$p/.metaid" | tr -d ' \\n')" "$p"
done`,
  args: paths,
  timeoutS: 5,
  mayHang: true,
});

/** By chunkserver that has any: the namespaces its id and its chunk folders belong to. */
export function chunkInstances(spec: MasterSpec, of: ReadOf): Readonly<Record<string, readonly string[]>> {
  const rows = spec.chunkservers.flatMap((host): [string, readonly string[]][] => {
    const daemons = daemonsOf(of(host));
    const paths = spec.disks[host] ?? [];
    const reply = of(host)(idsFact(paths).key);
    const folders =
      "out" in reply ? [...reply.out.matchAll(/^([0-9a-f]{16}) /gm)].map(([, id = ""]) => id) : [];
    const own = "chunkserver" in daemons && daemons.chunkserver ? [daemons.chunkserver] : [];
    const ids = [...new Set([...own, ...folders])];
    return ids.length > 0 ? [[host, ids]] : [];
  });
  return Object.fromEntries(rows);
}

import type { MasterView } from "./cli.ts";
import type { HostDaemons } from "./daemons.ts";

/**
 * The instance a master's host serves, 16 hex digits: as the master says (4.x), as its metadata says, or, before it was
 * saved for the first time, as the first change says; `null` when nothing says it.
 */
export function instanceOf(daemons: HostDaemons, view: MasterView | null): string | null {
  if (view?.instance) return view.instance;
  const own = daemons.metadata.find(
    ({ name, instance }) => /^metadata\.mfs(\.back)?$/.test(name) && instance !== null,
  );
  return own?.instance ?? daemons.born?.instance ?? null;
}

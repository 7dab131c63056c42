import { createHash } from "node:crypto";
import type { ApplyEvent } from "./applying.ts";
import type { Lab } from "./lab.ts";

/** Every file a run may replace, with its hash; leftovers of a broken write included. */
const LIST = `for f in /etc/hosts /etc/exports.d/* /etc/exports.d/.[!.]* /etc/systemd/system/*.mount /etc/systemd/system/.holdfast* /etc/.holdfast*; do
  [ -f "$f" ] && printf '%s %s\\n' "$(sha256sum <"$f" | cut -d' ' -f1)" "$f"
done; true`;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Where a step writes a file. */
function pathOf(type: string, params: Readonly<Record<string, unknown>>): string {
  if (type.startsWith("host.links.")) return "/etc/hosts";
  if (type.startsWith("host.mount.")) return `/etc/systemd/system/${params.unit}`;
  return params.path as string;
}

/**
 * Knows every content that was ever planned for a file, and finds those on the hosts that are something else:
 * judged by what the hosts themselves hash, not by what the program says of them.
 */
export async function wholeFiles(lab: Lab) {
  const known = new Map<string, Set<string>>();
  const allow = (host: string, path: string, hash: string) => {
    const key = `${host} ${path}`;
    known.set(key, (known.get(key) ?? new Set()).add(hash));
  };
  const list = async (host: string) =>
    (await lab.must(host, LIST))
      .split("\n")
      .filter(Boolean)
      .map((line) => ({ hash: line.slice(0, 64), path: line.slice(65) }));
  const vms = lab.hosts.map(({ name }) => name);
  const learn = async () => {
    for (const host of vms) for (const { hash, path } of await list(host)) allow(host, path, hash);
  };
  await learn();
  return {
    /** Takes the files as they are now for right, after the hosts were set up anew. */
    learn,
    /** Learns the contents of a plan. */
    expects(events: readonly ApplyEvent[]) {
      for (const { plan } of events)
        for (const { host, type, params } of plan?.actions ?? [])
          if (typeof params.content === "string") allow(host, pathOf(type, params), sha256(params.content));
    },
    /** Files that are neither as before nor as any plan wanted them, and temporary ones a daemon would read. */
    async wrong(): Promise<readonly string[]> {
      const lists = await Promise.all(
        vms.map(async (host) =>
          (await list(host))
            .filter(({ path, hash }) =>
              path.includes("/.holdfast.")
                ? /\.(exports|mount|conf|service)$/.test(path)
                : !known.get(`${host} ${path}`)?.has(hash),
            )
            .map(({ path }) => `${host}:${path}`),
        ),
      );
      const hosts = await Promise.all(
        vms.map(async (host) => {
          const { code } = await lab.exec(host, "grep -q '^127.0.0.1.*localhost' /etc/hosts");
          return code === 0 ? [] : [`${host}:/etc/hosts has no localhost`];
        }),
      );
      return [...lists, ...hosts].flat();
    },
  };
}

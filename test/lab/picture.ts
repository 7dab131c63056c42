import type { Lab } from "./lab.ts";

/** Everything of a fleet that edits of its file may change, one fact per key, as the hosts themselves report it. */
export type Picture = Readonly<Record<string, string>>;

/** One round trip per host; nothing in it asks a file system that may hang. */
const LOOK = `cat /var/lib/nfs/etab 2>/dev/null | sed 's/^/etab /'
for f in /etc/exports.d/*; do [ ! -e "$f" ] || echo "file $f"; done
for u in /etc/systemd/system/*.mount; do [ ! -e "$u" ] || echo "unit \${u##*/} $(systemctl is-enabled \${u##*/})"; done
findmnt -n -r -t nfs,nfs4 -o TARGET,SOURCE,OPTIONS | sed 's/^/mount /'
for n in $1; do echo "name $n $(getent ahostsv4 $n | awk 'NR==1{print $1}')"; done`;

const ACCESS = /^(ro|rw|a?sync|(no_)?(root|all)_squash|anon.id=.*|sec=.*|fsid=.*)$/;
const LIVE = /^(ro|rw|vers=.*|noatime|hard|soft|sec=.*|timeo=.*)$/;

const some = (options: string, which: RegExp) => {
  const words = options.split(",").filter((word) => which.test(word));
  return [...new Set(words)].sort().join(" ");
};

/** Looks at every host of a lab, or at some. */
export async function pictureOf(lab: Lab, hosts = lab.hosts.map(({ name }) => name)): Promise<Picture> {
  const nameOf = (address: string) => lab.hosts.find((host) => host.address === address)?.name ?? address;
  const factsOf = async (host: string): Promise<[string, string][]> => {
    const names = lab.hosts.map(({ name }) => name).join(" ");
    const text = await lab.must(host, `sh -s -- '${names}'`, { stdin: LOOK });
    return text.split("\n").flatMap((line): [string, string][] => {
      const [what, first = "", second = "", third = ""] = line.split(/\s+/);
      const [, client = "", options = ""] = /^(\S+?)\((.*)\)$/.exec(second) ?? [];
      if (what === "etab") return [[`${host} exports ${first} to ${nameOf(client)}`, some(options, ACCESS)]];
      if (what === "file") return [[`${host} has ${first}`, "yes"]];
      if (what === "unit") return [[`${host} unit ${first}`, second]];
      if (what === "name") return [[`${host} knows ${first}`, nameOf(second)]];
      if (what !== "mount") return [];
      const at = second.indexOf(":");
      const source = `${nameOf(second.slice(0, at))}${second.slice(at)}`;
      return [[`${host} mounts ${first}`, `${source} ${some(third, LIVE)}`]];
    });
  };
  const all = await Promise.all(hosts.map(factsOf));
  return Object.fromEntries(all.flat());
}

/** What is otherwise in `after`: the new value of each key, `gone` where there is none any more. */
export function difference(before: Picture, after: Picture): Picture {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = keys.filter((key) => before[key] !== after[key]);
  return Object.fromEntries(changed.map((key) => [key, after[key] ?? "gone"]));
}

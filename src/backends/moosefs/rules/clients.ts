import type { Finding } from "../../../model/finding.ts";
import type { Tell } from "../../host/rules/finding.ts";
import { fstabOnly } from "../../host/rules/mount-options.ts";
import type { Pool } from "../pool/index.ts";

/** Mounts at one place, and mount options that cannot be. */
export const clientRules = ({ name, clients }: Pool, tell: Tell): Finding[] => [
  ...clients.flatMap(({ host, mountpoint, index }, i) => {
    const first = clients.findIndex((other) => other.host === host && other.mountpoint === mountpoint);
    if (first === i) return [];
    const message = `pools.${name}: ${host} mounts it on ${mountpoint} already`;
    return [
      tell("MFS106", "error", ["clients", index], message, "give one another mountpoint, or remove it"),
    ];
  }),
  ...clients.flatMap(({ index, mountOptions }) =>
    mountOptions.flatMap((option, i) => mountOption(option, ["clients", index, "mountOptions", i], tell)),
  ),
];

/** What holdfast says to mfsmount itself, and what to write instead. */
const own: Readonly<Record<string, string>> = {
  ro: "use `readOnly:`",
  rw: "use `readOnly:`",
  mfsmaster: "remove it: `master:` says it",
  mfsport: "remove it: the master listens on 9421",
  mfssubfolder: "use `folder:`",
  mfsdelayedinit: "remove it",
  _netdev: "remove it",
};

function mountOption(option: string, path: (string | number)[], tell: Tell): Finding[] {
  const name = option.split("=")[0] ?? option;
  const hint = Object.hasOwn(own, name) ? own[name] : undefined;
  if (hint)
    return [tell("MFS140", "error", path, `mount option \`${option}\`: holdfast sets this itself`, hint)];
  if (name === "mfsmeta")
    return [
      tell(
        "MFS140",
        "error",
        path,
        "mount option `mfsmeta`: that mounts the trash, not the files",
        "remove it",
      ),
    ];
  if (!fstabOnly.test(name)) return [];
  const message = `mount option \`${option}\` has a meaning in /etc/fstab only; holdfast mounts by a systemd unit`;
  return [tell("MFS141", "error", path, message, "remove it")];
}

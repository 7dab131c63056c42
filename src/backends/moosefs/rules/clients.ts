import type { Finding } from "../../../model/finding.ts";
import { fstabOnly } from "../../host/rules/mount-options.ts";
import type { Report } from "../findings/index.ts";
import type { Pool } from "../pool/index.ts";

/** Mounts at one place, and mount options that cannot be. */
export const clientRules = ({ name, clients }: Pool, report: Report): Finding[] => [
  ...clients.flatMap(({ host, mountpoint, index }, i) => {
    const first = clients.findIndex((other) => other.host === host && other.mountpoint === mountpoint);
    if (first === i) return [];
    const message = `pools.${name}: ${host} mounts it on ${mountpoint} already`;
    return [report("MFS106", ["clients", index], message)];
  }),
  ...clients.flatMap(({ index, mountOptions }) =>
    mountOptions.flatMap((option, i) => mountOption(option, ["clients", index, "mountOptions", i], report)),
  ),
];

/** What holdfast says to mfsmount itself, and which hint of MFS140 says what to write instead. */
const own: Readonly<Record<string, string>> = {
  ro: "readOnly",
  rw: "readOnly",
  mfsmaster: "master",
  mfsport: "port",
  mfssubfolder: "folder",
  mfsdelayedinit: "remove",
  _netdev: "remove",
};

function mountOption(option: string, path: (string | number)[], report: Report): Finding[] {
  const name = option.split("=")[0] ?? option;
  const hint = Object.hasOwn(own, name) ? own[name] : undefined;
  if (hint)
    return [report("MFS140", path, `mount option \`${option}\`: holdfast sets this itself`, { hint })];
  if (name === "mfsmeta")
    return [
      report("MFS140", path, "mount option `mfsmeta`: that mounts the trash, not the files", {
        hint: "remove",
      }),
    ];
  if (!fstabOnly.test(name)) return [];
  const message = `mount option \`${option}\` has a meaning in /etc/fstab only; holdfast mounts by a systemd unit`;
  return [report("MFS141", path, message)];
}

import type { GlusterPool } from "../../../generated/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import { nearest } from "../../../model/nearest.ts";
import { fstabOnly } from "../../host/rules/mount-options.ts";
import type { Report } from "../findings/index.ts";
import type { Pool } from "../pool/index.ts";
import { canonical } from "../volume/spec.ts";
import { TLS_OPTIONS } from "../volume/tls.ts";

/** Common volume options by what is before the dot. gluster would take some without; it stores them with it. */
const common: Readonly<Record<string, string>> = {
  performance:
    "cache-size cache-refresh-timeout write-behind write-behind-window-size read-ahead readdir-ahead " +
    "parallel-readdir quick-read io-cache io-thread-count stat-prefetch open-behind flush-behind " +
    "client-io-threads md-cache-timeout nl-cache cache-invalidation strict-o-direct",
  network: "ping-timeout frame-timeout inode-lru-limit remote-dio",
  cluster:
    "quorum-type quorum-count server-quorum-type server-quorum-ratio self-heal-daemon lookup-optimize " +
    "min-free-disk favorite-child-policy eager-lock data-self-heal-algorithm heal-timeout choose-local",
  features: "shard shard-block-size read-only worm cache-invalidation-timeout",
  server: "root-squash allow-insecure event-threads ssl-cert-depth",
  client: "ssl event-threads",
  storage: "owner-uid owner-gid reserve build-pgfid",
  diagnostics: "brick-log-level client-log-level latency-measurement count-fop-hits",
  nfs: "disable",
};
const fullNames = new Map(
  Object.entries(common).flatMap(([group, words]) =>
    words.split(" ").map((word): [string, string] => [word, `${group}.${word}`]),
  ),
);

/** Volume options that holdfast sets itself or that have no dot, and mount options that cannot be. */
export const optionRules = (declared: GlusterPool, { clients }: Pool, report: Report): Finding[] => [
  ...Object.keys(declared.options ?? {}).flatMap((option) => volumeOption(option, report)),
  ...tlsOptions(declared.options ?? {}, report),
  ...clients.flatMap(({ index, mountOptions }) =>
    mountOptions.flatMap((option, i) => mountOption(option, ["clients", index, "mountOptions", i], report)),
  ),
];

function volumeOption(option: string, report: Report): Finding[] {
  const path = ["options", option];
  if (option === "auth.allow")
    return [report("GLU140", path, "`auth.allow`: holdfast sets this itself", { hint: "allow" })];
  if (option === "transport" || option === "config.transport")
    return [
      report("GLU140", path, `\`${option}\`: gluster speaks tcp; rdma is no longer in it`, {
        hint: "transport",
      }),
    ];
  if (option === "user.holdfast" || option.startsWith("user.holdfast."))
    return [report("GLU141", path, `\`${option}\`: these are holdfast's own marks`)];
  if (option.includes(".")) return [];
  const word = fullNames.has(option) ? option : nearest(option, fullNames.keys());
  const full = word && fullNames.get(word);
  const details = full ? { hint: "near", values: { full } } : { hint: "list" };
  return [
    report("GLU142", path, `\`${option}\`: options of gluster have a dot in their full names`, details),
  ];
}

/** TLS between clients and bricks: both ends have to speak it, with files that somebody else makes. */
function tlsOptions(options: Readonly<Record<string, string>>, report: Report): Finding[] {
  const [on] = TLS_OPTIONS.filter((key) => canonical(options[key] ?? "off") === "on");
  const off = TLS_OPTIONS.find((key) => canonical(options[key] ?? "off") !== "on");
  if (on === undefined) return [];
  const path = ["options", on];
  if (off !== undefined)
    return [
      report("GLU145", path, `\`${on}\` without \`${off}\`: nobody could mount it`, { values: { off } }),
    ];
  const message =
    "TLS: every peer and client needs a glusterfs.pem, .key and .ca, and holdfast makes none of them";
  return [report("GLU146", path, message)];
}

const servers = new Set(["backup-volfile-servers", "backupvolfile-server", "volfile-server", "server"]);

function mountOption(option: string, path: (string | number)[], report: Report): Finding[] {
  const name = option.split("=")[0] ?? option;
  if (name === "ro" || name === "rw" || servers.has(name)) {
    const hint = servers.has(name) ? "server" : "access";
    return [report("GLU143", path, `mount option \`${option}\`: holdfast sets this itself`, { hint })];
  }
  if (!fstabOnly.test(name)) return [];
  const message = `mount option \`${option}\` has a meaning in /etc/fstab only; holdfast mounts by a systemd unit`;
  return [report("GLU144", path, message)];
}

import type { GlusterPool } from "../../../config/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import { nearest } from "../../../model/nearest.ts";
import type { Tell } from "../../host/rules/finding.ts";
import { fstabOnly } from "../../host/rules/mount-options.ts";
import type { Pool } from "../pool/index.ts";
import { canonical } from "../volume/spec.ts";
import { TLS_OPTIONS } from "../volume/tls.ts";

/** Common volume options by what stands before the dot. gluster would take some without; it stores them with it. */
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
export const optionRules = (declared: GlusterPool, { clients }: Pool, tell: Tell): Finding[] => [
  ...Object.keys(declared.options ?? {}).flatMap((option) => volumeOption(option, tell)),
  ...tlsOptions(declared.options ?? {}, tell),
  ...clients.flatMap(({ index, mountOptions }) =>
    mountOptions.flatMap((option, i) => mountOption(option, ["clients", index, "mountOptions", i], tell)),
  ),
];

function volumeOption(option: string, tell: Tell): Finding[] {
  const path = ["options", option];
  if (option === "auth.allow")
    return [
      tell("GLU140", "error", path, "`auth.allow`: holdfast sets this itself", "use `allow:` of the pool"),
    ];
  if (option === "transport" || option === "config.transport")
    return [
      tell(
        "GLU140",
        "error",
        path,
        `\`${option}\`: gluster speaks tcp; rdma is no longer in it`,
        "remove it",
      ),
    ];
  if (option === "user.holdfast" || option.startsWith("user.holdfast."))
    return [
      tell("GLU141", "error", path, `\`${option}\`: these are holdfast's own marks`, "use another name"),
    ];
  if (option.includes(".")) return [];
  const word = fullNames.has(option) ? option : nearest(option, fullNames.keys());
  const full = word && fullNames.get(word);
  const hint = full ? `did you mean \`${full}\`?` : "`gluster volume set help` lists them";
  return [
    tell("GLU142", "error", path, `\`${option}\`: options of gluster have a dot in their full names`, hint),
  ];
}

/** TLS between clients and bricks: both ends have to speak it, with files that somebody else makes. */
function tlsOptions(options: Readonly<Record<string, string>>, tell: Tell): Finding[] {
  const [on] = TLS_OPTIONS.filter((key) => canonical(options[key] ?? "off") === "on");
  const off = TLS_OPTIONS.find((key) => canonical(options[key] ?? "off") !== "on");
  if (on === undefined) return [];
  const path = ["options", on];
  if (off !== undefined)
    return [
      tell(
        "GLU145",
        "error",
        path,
        `\`${on}\` without \`${off}\`: nobody could mount it`,
        `set \`${off}\` as well`,
      ),
    ];
  const message =
    "TLS: every peer and client needs a glusterfs.pem, .key and .ca, and holdfast makes none of them";
  const hint =
    "Debian 12 has them in /usr/lib/ssl, Debian 13 in /etc/ssl; a volume that runs takes this up when it was stopped and started";
  return [tell("GLU146", "warning", path, message, hint)];
}

const servers = new Set(["backup-volfile-servers", "backupvolfile-server", "volfile-server", "server"]);

function mountOption(option: string, path: (string | number)[], tell: Tell): Finding[] {
  const name = option.split("=")[0] ?? option;
  if (name === "ro" || name === "rw" || servers.has(name)) {
    const hint = servers.has(name) ? "remove it: the peers are the servers" : "use `readOnly:`";
    return [tell("GLU143", "error", path, `mount option \`${option}\`: holdfast sets this itself`, hint)];
  }
  if (!fstabOnly.test(name)) return [];
  const message = `mount option \`${option}\` has a meaning in /etc/fstab only; holdfast mounts by a systemd unit`;
  return [tell("GLU144", "error", path, message, "remove it")];
}

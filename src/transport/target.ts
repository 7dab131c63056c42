import { join } from "node:path";
import type { Host } from "../model/host.ts";
import { hostFailure, placeText } from "./failure.ts";
import { type Hop, parseJump } from "./jump.ts";
import type { HostSettings, SshConfigLookup, SshSurroundings } from "./ssh-config.ts";

/** Everything there is to know before connecting to one machine. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** What known_hosts calls it, when ssh_config says `HostKeyAlias`. */
  readonly alias: string | undefined;
  /** In the order to try. Those somebody named are worth a word when they cannot be read. */
  readonly identityFiles: readonly {
    readonly path: string;
    readonly named: boolean;
  }[];
  /** Only agent keys that are also identity files are offered. */
  readonly identitiesOnly: boolean;
  readonly agent: string | undefined;
  /** Files to look the host up in; a new key is added to the first. */
  readonly knownHosts: readonly string[];
  /** The one public key line it must present, from storage.yaml. */
  readonly pinned: string | undefined;
  /** The machine to go through. */
  readonly via: Target | undefined;
}

/** `user@host:port`, for messages. */
export const targetText = ({ user, host, port }: Target): string => `${user}@${placeText(host, port)}`;

const DEFAULT_IDENTITIES = ["id_ed25519", "id_ecdsa", "id_rsa"];
const MAX_HOPS = 8;

/** Where a target comes from: fields somebody wrote, which win over ssh_config. */
interface Wish {
  readonly address: string;
  readonly user?: string | undefined;
  readonly port?: number | undefined;
  readonly identityFile?: string | undefined;
  readonly knownHosts?: string | undefined;
  readonly hostKey?: string | undefined;
  /** Set: go this way, whatever ssh_config says. */
  readonly jump?: string | undefined;
}

/** Where settings come from that nobody wrote into storage.yaml. */
interface Sources {
  readonly lookup: SshConfigLookup;
  readonly around: SshSurroundings;
}

/** Resolves hosts to targets: storage.yaml over ssh_config over what `ssh` does by itself. */
export const targetResolver =
  (lookup: SshConfigLookup, around: SshSurroundings) =>
  (host: Host): Target =>
    resolve({ lookup, around }, host, 0);

function resolve(sources: Sources, wish: Wish, hops: number): Target {
  const { lookup, around } = sources;
  const found = lookup(wish.address, wish.user);
  if (hops > MAX_HOPS) throw hostFailure("setup", `the jump hosts of ${wish.address} go round in circles`);
  refuseProxyCommand(wish, found);
  const user = wish.user ?? found.one("user") ?? around.user;
  const port = wish.port ?? portOf(found.one("port"), wish.address) ?? 22;
  const host = (found.one("hostname") ?? wish.address).replaceAll("%h", wish.address).replaceAll("%%", "%");
  const path = (text: string) =>
    expandPath(text, { h: host, p: String(port), r: user, n: wish.address }, around);
  return {
    host,
    port,
    user,
    alias: found.one("hostkeyalias"),
    identityFiles: identityFiles(wish, found, around).map((file) => ({ ...file, path: path(file.path) })),
    identitiesOnly: found.one("identitiesonly")?.toLowerCase() === "yes",
    agent: agentOf(found.one("identityagent"), path, around),
    knownHosts: knownHosts(wish, found, around)
      .filter((file) => file !== "none")
      .map(path),
    pinned: wish.hostKey,
    via: viaOf(sources, wish, found, { port, hops }),
  };
}

function refuseProxyCommand({ address, jump }: Wish, found: HostSettings): void {
  const command = found.one("proxycommand");
  if (command === undefined || command === "none" || jump !== undefined) return;
  throw hostFailure(
    "setup",
    `ssh_config has a ProxyCommand for ${address}, and holdfast runs no programs from there`,
    "use ProxyJump in ssh_config, or `jump:` in storage.yaml",
  );
}

/** The machine to go through: the last of the chain of jump hosts, each through the one before. */
function viaOf(
  sources: Sources,
  wish: Wish,
  found: HostSettings,
  own: { readonly port: number; readonly hops: number },
): Target | undefined {
  const jumps = wish.jump ?? found.one("proxyjump");
  if (jumps === undefined || jumps === "none") return undefined;
  const { identityFile, knownHosts } = wish;
  const chain = parseJump(jumps);
  // A jump host set for all hosts is set for itself too; `ssh` does not go through it then either.
  const [only, ...more] = chain;
  if (
    only &&
    more.length === 0 &&
    only.address === wish.address &&
    hopPort(sources.lookup, only) === own.port
  )
    return undefined;
  let via: Target | undefined;
  for (const hop of chain) {
    // The first hop goes its own way to the network, as with `ssh -J`; later ones come through the one before.
    const jump = via === undefined ? undefined : "none";
    via = {
      ...resolve(sources, { ...hop, identityFile, knownHosts, jump }, own.hops + 1),
      ...(via && { via }),
    };
  }
  return via;
}

const hopPort = (lookup: SshConfigLookup, { address, user, port }: Hop): number =>
  port ?? portOf(lookup(address, user).one("port"), address) ?? 22;

function portOf(text: string | undefined, address: string): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw hostFailure("setup", `ssh_config has Port ${text} for ${address}, which is no port`);
}

function identityFiles(wish: Wish, found: HostSettings, around: SshSurroundings): Target["identityFiles"] {
  const files = wish.identityFile !== undefined ? [wish.identityFile] : found.all("identityfile");
  if (files.length > 0) return files.filter((path) => path !== "none").map((path) => ({ path, named: true }));
  return DEFAULT_IDENTITIES.map((name) => ({
    path: join(around.home, ".ssh", name),
    named: false,
  }));
}

function knownHosts(wish: Wish, found: HostSettings, around: SshSurroundings): readonly string[] {
  if (wish.knownHosts !== undefined) return [wish.knownHosts];
  const user = found.all("userknownhostsfile");
  const global = found.all("globalknownhostsfile");
  return [
    ...(user.length > 0 ? user : [join(around.home, ".ssh/known_hosts")]),
    ...(global.length > 0 ? global : around.globalKnownHosts),
  ];
}

function agentOf(written: string | undefined, path: (text: string) => string, around: SshSurroundings) {
  if (written === undefined || written === "SSH_AUTH_SOCK") return around.agent;
  if (written === "none") return undefined;
  return written.startsWith("$") ? process.env[written.replace(/^\$\{?|\}$/g, "")] : path(written);
}

/** `~` and the `%` tokens that name things known before connecting. */
function expandPath(
  text: string,
  tokens: Readonly<Record<string, string>>,
  { home, user }: SshSurroundings,
): string {
  const all: Readonly<Record<string, string>> = {
    ...tokens,
    d: home,
    u: user,
    "%": "%",
  };
  const plain = text.replace(/%([a-zA-Z%])/g, (token, letter: string) => all[letter] ?? token);
  return plain === "~" || plain.startsWith("~/") ? join(home, plain.slice(1)) : plain;
}

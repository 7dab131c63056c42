import { constants } from "node:fs";
import { mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Failure } from "../model/transport.ts";
import { failureOf, hostFailure } from "./failure.ts";
import {
  fingerprint,
  type KnownHost,
  keyTypeOf,
  knownHostsLine,
  knownKeyTypes,
  knownName,
  type Place,
  parseKnownHosts,
  verifyHostKey,
} from "./known-hosts.ts";
import type { Target } from "./target.ts";

/** The name and port a target goes by in known_hosts. */
const placeOf = (target: Target): Place =>
  target.alias === undefined ? { host: target.host, port: target.port } : { host: target.alias, port: 22 };

/** Judges the keys of one target. */
export interface HostKeyCheck {
  /** Signature algorithms to ask the host for, in this order, so that a key we know is what it presents. */
  algorithms(supported: readonly string[]): readonly string[];
  /** Why the key it presented (wire format) is refused; undefined when it is the right one. Never rejects. */
  judge(key: Buffer): Promise<Failure | undefined>;
}

const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  "ssh-rsa": ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"],
};

/** What was read of a file, and when it was last changed then. */
interface Stamped {
  readonly stamp: string;
  readonly entries: readonly KnownHost[];
}

async function readEntries(file: string, seen: Map<string, Stamped>): Promise<readonly KnownHost[]> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    const before = seen.get(file);
    if (before?.stamp === stamp) return before.entries;
    const entries = parseKnownHosts(await readFile(file, "utf8"), file);
    seen.set(file, { stamp, entries });
    return entries;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    // A revocation might be in what cannot be read: no key is good then.
    const message = `cannot read ${file}: ${failureOf(error).message}`;
    throw hostFailure("host-key", message, `make ${file} readable`);
  }
}

/**
 * Reads known_hosts files, each again only when it has changed; hosts that ask at the same time share the reading.
 *
 * What is returned prepares the judging of a target's key. With `acceptNew`, an unknown key is added to known_hosts and
 * trusted. It throws a `host-key` failure when a known_hosts file cannot be read: then no key can be trusted.
 */
export function hostKeyReader() {
  const seen = new Map<string, Stamped>();
  const reading = new Map<string, Promise<readonly KnownHost[]>>();
  const entriesOf = (file: string) => {
    const now = reading.get(file) ?? readEntries(file, seen).finally(() => reading.delete(file));
    reading.set(file, now);
    return now;
  };
  return async (target: Target, acceptNew: boolean): Promise<HostKeyCheck> => {
    const entries =
      target.pinned === undefined
        ? (await Promise.all(target.knownHosts.map(entriesOf))).flat()
        : pinnedEntries(target, target.pinned);
    const place = placeOf(target);
    return {
      algorithms: (supported) => preferred(knownKeyTypes(place, entries), supported),
      judge: (key) => judge({ target, place, entries, key, acceptNew }),
    };
  };
}

function pinnedEntries(target: Target, line: string): readonly KnownHost[] {
  const [keyType = "", key = ""] = line.trim().split(/\s+/);
  const entries = parseKnownHosts(`${knownName(placeOf(target))} ${keyType} ${key}`, "hostKey:");
  if (entries.length > 0) return entries;
  throw hostFailure(
    "setup",
    `the hostKey of ${target.host} is no public key`,
    "write it as `ssh-ed25519 AAAA…`: the line of /etc/ssh/ssh_host_ed25519_key.pub on the host",
  );
}

function preferred(types: readonly string[], supported: readonly string[]): readonly string[] {
  const first = types
    .flatMap((type) => ALGORITHMS[type] ?? [type])
    .filter((name) => supported.includes(name));
  return [...first, ...supported.filter((name) => !first.includes(name))];
}

interface Case {
  readonly target: Target;
  readonly place: Place;
  readonly entries: readonly KnownHost[];
  readonly key: Buffer;
  readonly acceptNew: boolean;
}

async function judge({ target, place, entries, key, acceptNew }: Case): Promise<Failure | undefined> {
  const verdict = verifyHostKey({ ...place, key, entries });
  const file = target.knownHosts[0];
  const line = knownHostsLine(place, key);
  const name = knownName(place);
  const shown = `${keyTypeOf(key)} ${fingerprint(key)}`;
  const kind = "host-key";
  switch (verdict.status) {
    case "trusted":
      return undefined;
    case "revoked":
      return {
        kind,
        message: `the host key of ${name} is revoked (${verdict.by.at}): ${shown}`,
      };
    case "changed":
      return target.pinned === undefined
        ? changed(name, shown, line, verdict.known)
        : notPinned(name, shown, entries);
    case "unknown":
      if (target.pinned !== undefined) return notPinned(name, shown, entries);
      // A host known by another type of key may be somebody else's: that is not a new host.
      if (acceptNew && verdict.otherTypes.length === 0 && file !== undefined) return accept(file, line);
      return {
        kind,
        message: `the host key of ${name} is not known: it presents ${shown}${besides(verdict)}`,
        hint: `compare the fingerprint with the host's own, then add this line to ${file ?? "known_hosts"}:\n${line}`,
      };
  }
}

const besides = ({
  otherTypes,
  authority,
}: {
  otherTypes: readonly string[];
  authority: boolean;
}): string => {
  if (otherTypes.length > 0) return `, but known is only its ${otherTypes.join(", ")} key`;
  return authority
    ? "; a certificate authority is trusted for it, but host certificates are not supported"
    : "";
};

function changed(name: string, shown: string, line: string, known: readonly KnownHost[]): Failure {
  const old = known.map((entry) => `${entry.at} has ${fingerprint(Buffer.from(entry.key, "base64"))}`);
  return {
    kind: "host-key",
    message: `the host key of ${name} has changed: it presents ${shown}, but ${old.join(" and ")}; somebody may be listening in`,
    hint: `if the host was installed anew, replace the old line (${known.map((entry) => entry.at).join(", ")}) by:\n${line}`,
  };
}

const notPinned = (name: string, shown: string, entries: readonly KnownHost[]): Failure => ({
  kind: "host-key",
  message: `${name} presents ${shown}, but its hostKey in storage.yaml is ${entries
    .map((entry) => fingerprint(Buffer.from(entry.key, "base64")))
    .join()}; somebody may be listening in`,
  hint: "if the host was installed anew, put its new public key into `hostKey:`",
});

async function endsOpen(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text !== "" && !text.endsWith("\n");
}

/** One write in append mode: lines of several hosts, or of several runs, never mix. */
async function accept(file: string, line: string): Promise<Failure | undefined> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const text = `${(await endsOpen(file)) ? "\n" : ""}${line}\n`;
    const handle = await open(file, constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY, 0o600);
    try {
      await handle.write(text);
    } finally {
      await handle.close();
    }
    return undefined;
  } catch (error) {
    return {
      kind: "host-key",
      message: `cannot add the new host key to ${file}: ${failureOf(error).message}`,
    };
  }
}

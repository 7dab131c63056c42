import { createHash, createHmac } from "node:crypto";

/** One usable line of a known_hosts file. */
export interface KnownHost {
  readonly marker?: "revoked" | "cert-authority";
  /** The first field as written: comma separated patterns, or one hashed name. */
  readonly names: string;
  readonly keyType: string;
  /** The key, base64. */
  readonly key: string;
  /** `~/.ssh/known_hosts:12`, for messages. */
  readonly at: string;
}

/** What known_hosts says about a key a host presented. */
export type Verdict =
  | { readonly status: "trusted" }
  /** No line for this host and this type of key; `otherTypes` are the types there are lines for. */
  | {
      readonly status: "unknown";
      readonly otherTypes: readonly string[];
      /** A certificate authority is trusted for this host: of no use, as host certificates are not supported. */
      readonly authority: boolean;
    }
  /** There are lines for this host and this type of key, and none has this key. */
  | { readonly status: "changed"; readonly known: readonly KnownHost[] }
  | { readonly status: "revoked"; readonly by: KnownHost };

/** A host as SSH connects to it; `port` decides how its name is written in known_hosts. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** How known_hosts writes a host: `name`, or `[name]:port` when the port is not 22. */
export const knownName = ({ host, port }: Place): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;

/** `SHA256:…`, as `ssh` and `ssh-keygen -l` print it. `blob` is the key in wire format. */
export const fingerprint = (blob: Buffer): string =>
  `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;

/** The type a key in wire format says it has: its first string. Empty when `blob` is not a key. */
export function keyTypeOf(blob: Buffer): string {
  if (blob.length < 4) return "";
  const length = blob.readUInt32BE(0);
  return length > 64 || blob.length < 4 + length ? "" : blob.toString("latin1", 4, 4 + length);
}

/** The line to add to known_hosts for a key. */
export const knownHostsLine = (place: Place, blob: Buffer): string =>
  `${knownName(place)} ${keyTypeOf(blob)} ${blob.toString("base64")}`;

/** Reads a known_hosts file; lines that make no sense are left out, as OpenSSH does. */
export function parseKnownHosts(text: string, file = "known_hosts"): readonly KnownHost[] {
  return text.split("\n").flatMap((line, index) => {
    const entry = parseLine(line.trim(), `${file}:${index + 1}`);
    return entry ? [entry] : [];
  });
}

function parseLine(line: string, at: string): KnownHost | undefined {
  if (line === "" || line.startsWith("#")) return undefined;
  const fields = line.split(/\s+/);
  const marker = fields[0]?.startsWith("@") ? fields.shift() : undefined;
  const [names, keyType, written] = fields;
  if (names === undefined || keyType === undefined || written === undefined) return undefined;
  const blob = Buffer.from(written, "base64");
  if (keyTypeOf(blob) !== keyType) return undefined;
  const key = blob.toString("base64");
  if (marker === undefined) return { names, keyType, key, at };
  if (marker === "@revoked") return { marker: "revoked", names, keyType, key, at };
  return marker === "@cert-authority" ? { marker: "cert-authority", names, keyType, key, at } : undefined;
}

/** `*` any text, `?` any one character, everything else itself. */
function globMatches(pattern: string, name: string): boolean {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (c) =>
    c === "*" ? ".*" : c === "?" ? "." : `\\${c}`,
  );
  return new RegExp(`^${source}$`, "s").test(name);
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, keyed with the salt. */
function hashMatches(hashed: string, name: string): boolean {
  const [, version, salt, hash] = hashed.split("|");
  if (version !== "1" || !salt || !hash) return false;
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}

function namesMatch(names: string, name: string): boolean {
  if (names.startsWith("|")) return hashMatches(names, name);
  const patterns = names.toLowerCase().split(",");
  if (patterns.some((pattern) => pattern.startsWith("!") && globMatches(pattern.slice(1), name)))
    return false;
  return patterns.some((pattern) => !pattern.startsWith("!") && globMatches(pattern, name));
}

const about = (place: Place, entries: readonly KnownHost[]): readonly KnownHost[] => {
  const name = knownName(place);
  return entries.filter((entry) => namesMatch(entry.names, name));
};

/** Types of the keys known for a host: what to ask it for first, so that a known key is what it presents. */
export function knownKeyTypes(place: Place, entries: readonly KnownHost[]): readonly string[] {
  const types = (known: readonly KnownHost[]) =>
    known.filter((entry) => entry.marker === undefined).map((entry) => entry.keyType);
  const exact = types(about(place, entries));
  return [
    ...new Set(exact.length > 0 || place.port === 22 ? exact : types(about({ ...place, port: 22 }, entries))),
  ];
}

function verdictFor(place: Place, key: Buffer, entries: readonly KnownHost[]): Verdict {
  const base64 = key.toString("base64");
  const ours = about(place, entries);
  const revoked = ours.find((entry) => entry.marker === "revoked" && entry.key === base64);
  if (revoked) return { status: "revoked", by: revoked };
  const plain = ours.filter((entry) => entry.marker === undefined);
  if (plain.some((entry) => entry.key === base64)) return { status: "trusted" };
  const type = keyTypeOf(key);
  const known = plain.filter((entry) => entry.keyType === type);
  if (known.length > 0) return { status: "changed", known };
  const authority = ours.some((entry) => entry.marker === "cert-authority");
  return {
    status: "unknown",
    otherTypes: [...new Set(plain.map((entry) => entry.keyType))],
    authority,
  };
}

/**
 * Judges the key a host presented (`key`, wire format) as OpenSSH would: per type of key, revocation first.
 *
 * On a port other than 22 the very same key under the plain name is good enough, as it is for `ssh`.
 */
export function verifyHostKey(
  place: Place & {
    readonly key: Buffer;
    readonly entries: readonly KnownHost[];
  },
): Verdict {
  const verdict = verdictFor(place, place.key, place.entries);
  if (verdict.status !== "unknown" || place.port === 22) return verdict;
  const plain = verdictFor({ host: place.host, port: 22 }, place.key, place.entries);
  return plain.status === "trusted" || plain.status === "revoked" ? plain : verdict;
}

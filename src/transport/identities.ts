import ssh2, { type BaseAgent, type ParsedKey } from "ssh2";
import { failureOf } from "./failure.ts";
import { parsePrivate, type Unlock } from "./keyring.ts";
import { fingerprint } from "./known-hosts.ts";
import type { ReadShared } from "./read-shared.ts";
import type { Target } from "./target.ts";

/** A key to log in with: its public half at hand, its private half when the host has shown interest. */
interface Identity {
  readonly label: string;
  readonly publicKey: ParsedKey;
  sign(data: Buffer, hash: string | undefined): Promise<Buffer>;
}

/** Everything a login to one machine can try. */
export interface Identities {
  /** Offers the keys in order: agent keys somebody named, other agent keys, then key files. */
  readonly agent: BaseAgent;
  /** One phrase per key, or per file that turned out to be of no use, for the message when all are refused. */
  readonly tried: readonly string[];
}

const MAGIC = "openssh-key-v1\0";

/** The public half of an OpenSSH private key file: it is there in the clear, also when the file is encrypted. */
function publicHalf(text: string): Buffer | undefined {
  const base64 = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(text)?.[1];
  if (base64 === undefined) return undefined;
  const blob = Buffer.from(base64, "base64");
  if (blob.toString("latin1", 0, MAGIC.length) !== MAGIC) return undefined;
  let at = MAGIC.length;
  const string = () => {
    const length = blob.readUInt32BE(at);
    at += 4 + length;
    return blob.subarray(at - length, at);
  };
  try {
    for (const _ of ["cipher", "kdf", "kdf options"]) string();
    at += 4;
    return string();
  } catch {
    return undefined;
  }
}

const isKey = (parsed: ParsedKey | ParsedKey[] | Error): parsed is ParsedKey =>
  !(parsed instanceof Error) && !Array.isArray(parsed);

function parsePublic(data: Buffer | string): ParsedKey | undefined {
  const parsed = ssh2.utils.parseKey(data);
  return isKey(parsed) ? parsed : undefined;
}

/** The public half of a key that is locked, or that is public alone (with the private half in an agent). */
async function publicOf(path: string, text: string, read: ReadShared): Promise<ParsedKey | undefined> {
  const half = publicHalf(text);
  if (half) return parsePublic(half);
  const published = await read(`${path}.pub`);
  return typeof published === "string" ? parsePublic(published) : undefined;
}

/** A key file: an identity, or why it is none. */
async function fromFile(
  { path, named }: Target["identityFiles"][number],
  read: ReadShared,
  unlock: Unlock,
): Promise<Identity | string | undefined> {
  const text = await read(path);
  if (typeof text !== "string") {
    if (text.code === "ENOENT") return named ? `${path} (not there)` : undefined;
    return `${path} (${text.code})`;
  }
  const open = parsePrivate(text);
  const publicKey = open instanceof Error ? await publicOf(path, text, read) : open;
  if (publicKey === undefined) return `${path} (${open instanceof Error ? open.message : "no key"})`;
  const sign = async (data: Buffer, hash: string | undefined) => {
    const key = open instanceof Error ? await unlock(path, text) : open;
    const signature: Buffer | Error = key.sign(data, hash);
    if (signature instanceof Error) throw signature;
    return signature;
  };
  return { label: path, publicKey, sign };
}

/** The keys an agent holds; none when it does not answer, which is then one of the things tried. */
function fromAgent(socket: string): Promise<readonly Identity[] | string> {
  const agent = ssh2.createAgent(socket);
  const sign = (key: ParsedKey) => (data: Buffer, hash: string | undefined) =>
    new Promise<Buffer>((resolve, reject) => {
      const options = hash === undefined ? {} : { hash: hash as "sha256" | "sha512" };
      agent.sign(key, data, options, (error, signature) =>
        signature ? resolve(signature) : reject(error ?? new Error("the agent did not sign")),
      );
    });
  return new Promise((resolve) => {
    agent.getIdentities((error, keys) => {
      if (error || !keys) return resolve(`the agent at ${socket} (${error?.message ?? "no answer"})`);
      const parsed = keys.flatMap((key) => {
        const found = ssh2.utils.parseKey(key as ParsedKey & string);
        return isKey(found) ? [found] : [];
      });
      resolve(
        parsed.map((publicKey) => ({
          label: `agent key ${publicKey.comment} ${fingerprint(publicKey.getPublicSSH())}`.replace("  ", " "),
          publicKey,
          sign: sign(publicKey),
        })),
      );
    });
  });
}

const same = (a: Identity) => (b: Identity) => a.publicKey.getPublicSSH().equals(b.publicKey.getPublicSSH());

function inOrder(held: readonly Identity[], files: readonly Identity[], only: boolean): readonly Identity[] {
  // sshd ends the login after six keys, so those somebody meant come first.
  const meant = files.flatMap((file) => held.filter(same(file)));
  const others = only ? [] : held.filter((key) => !meant.includes(key));
  return [...meant, ...others, ...files.filter((file) => !held.some(same(file)))];
}

/** The agent `ssh2` talks to: it offers public keys and signs with whichever the host wants. */
function offering(identities: readonly Identity[], failed: (why: string) => void): BaseAgent {
  class Offer extends ssh2.BaseAgent<ParsedKey> {
    override getIdentities(callback: (error?: Error | null, keys?: ParsedKey[]) => void): void {
      callback(
        null,
        identities.map(({ publicKey }) => publicKey),
      );
    }
    override sign(
      key: ParsedKey,
      data: Buffer,
      options: { hash?: string } | ((error?: Error | null, signature?: Buffer) => void),
      callback?: (error?: Error | null, signature?: Buffer) => void,
    ): void {
      const done = typeof options === "function" ? options : callback;
      const hash = typeof options === "function" ? undefined : options.hash;
      const identity = identities.find(({ publicKey }) =>
        publicKey.getPublicSSH().equals(key.getPublicSSH()),
      );
      const signed = identity ? identity.sign(data, hash) : Promise.reject(new Error("no such key"));
      signed.then(
        (signature) => done?.(null, signature),
        (error: unknown) => {
          failed(failureOf(error).message);
          done?.(error instanceof Error ? error : new Error(String(error)));
        },
      );
    }
  }
  return new Offer() as BaseAgent;
}

/**
 * Gathers the keys for a target: those of the agent and those in files.
 *
 * An encrypted file is asked for (`unlock`) only when the host would take its key and no agent holds it.
 */
export async function identitiesOf(target: Target, unlock: Unlock, read: ReadShared): Promise<Identities> {
  const [held, ...files] = await Promise.all([
    target.agent === undefined ? [] : fromAgent(target.agent),
    ...target.identityFiles.map((file) => fromFile(file, read, unlock)),
  ]);
  const usable = files.filter((file) => typeof file === "object");
  const useless = files.filter((file) => typeof file === "string");
  const identities = inOrder(typeof held === "string" ? [] : held, usable, target.identitiesOnly);
  const tried = [
    ...(typeof held === "string" ? [held] : []),
    ...identities.map(({ label }) => label),
    ...useless,
  ];
  return { agent: offering(identities, (why) => tried.push(why)), tried };
}

import pLimit from "p-limit";
import ssh2, { type ParsedKey } from "ssh2";

/** Asks for the passphrase of a key file; undefined when there is none to be had. */
export type AskPassphrase = (file: string) => Promise<string | undefined>;

/** The private key in a locked key file. Rejects with a message for people when it stays locked. */
export type Unlock = (file: string, text: string) => Promise<ParsedKey>;

/** The private key in the text of a file, or why there is none. */
export function parsePrivate(text: string, passphrase?: string): ParsedKey | Error {
  const parsed = ssh2.utils.parseKey(text, passphrase);
  const key: ParsedKey | Error | undefined = Array.isArray(parsed) ? parsed[0] : parsed;
  return key ?? new Error("there is no key in it");
}

/**
 * Unlocks every key file once for all hosts: one question each, one at a time, and one decryption, which takes long.
 */
export function keyring(ask: AskPassphrase | undefined): Unlock {
  const oneAtATime = pLimit(1);
  const keys = new Map<string, Promise<ParsedKey>>();
  async function open(file: string, text: string): Promise<ParsedKey> {
    const passphrase = await ask?.(file);
    if (passphrase === undefined) throw new Error(`${file} is encrypted, and no passphrase was given`);
    const key = parsePrivate(text, passphrase);
    if (key instanceof Error) throw new Error(`the passphrase for ${file} is wrong`);
    return key;
  }
  return (file, text) => {
    const key = keys.get(file) ?? oneAtATime(() => open(file, text));
    keys.set(file, key);
    return key;
  };
}

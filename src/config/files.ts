import { constants } from "node:fs";
import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Finding } from "../model/finding.ts";
import { findingAt } from "./findings.ts";

/** A file as text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** What could be read, and a finding for everything that could not. */
export interface Sources {
  readonly sources: readonly Source[];
  readonly findings: readonly Finding[];
}

/** One file may be this large, in bytes; checked before anything is read. A host takes about a hundred. */
export const maxBytes = 1024 * 1024;

/**
 * Reads the files named by `-f`: files, folders (every `*.yaml` and `*.yml` directly inside, by name) and `-`
 * for standard input. A file named twice is read once.
 *
 * Never throws and never waits: whatever is no regular file of a sensible size is refused with a finding.
 */
export const readSources = async (paths: readonly string[]): Promise<Sources> => {
  const listed = await Promise.all(paths.map(filesAt));
  const findings = listed.flatMap((one) => one.findings);
  const files = listed.flatMap((one) => one.files);
  const once = files.filter((file, i) => files.findIndex((other) => resolve(other) === resolve(file)) === i);
  const sources: Source[] = [];
  for (const file of once) {
    const read = await readOne(file);
    if (typeof read !== "string") findings.push(read);
    else sources.push({ file, text: read });
  }
  return { sources, findings };
};

interface Listed {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

const startOf = (file: string) => ({ file, line: 1, column: 1 });

const filesAt = async (path: string): Promise<Listed> => {
  if (path === "-") return { files: [path], findings: [] };
  try {
    if (!(await stat(path)).isDirectory()) return { files: [path], findings: [] };
    const names = (await readdir(path)).filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
    if (names.length > 0) return { files: names.map((name) => join(path, name)), findings: [] };
    return {
      files: [],
      findings: [findingAt("CFG104", startOf(path), "no *.yaml or *.yml in this folder")],
    };
  } catch (error) {
    return { files: [], findings: [unreadable(path, error)] };
  }
};

const readOne = async (file: string): Promise<string | Finding> => {
  try {
    return decodeBytes(file === "-" ? await readInput() : await readRegular(file), file);
  } catch (error) {
    return unreadable(file, error);
  }
};

/** `stat` first: merely opening some devices does something. Not blocking: opening a pipe would wait for a writer. */
const readRegular = async (file: string): Promise<Buffer | "irregular"> => {
  if (!(await stat(file)).isFile()) return "irregular";
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return (await handle.stat()).isFile() ? await readUpTo(handle) : "irregular";
  } finally {
    await handle.close();
  }
};

/** One byte more than allowed tells that there is too much, also where `stat` says 0 as in /proc. */
const readUpTo = async (handle: FileHandle): Promise<Buffer> => {
  const size = (await handle.stat()).size;
  if (size > maxBytes) return Buffer.alloc(maxBytes + 1);
  const chunks: Buffer[] = [];
  for await (const chunk of handle.createReadStream({
    end: maxBytes,
    autoClose: false,
  }))
    chunks.push(chunk);
  return Buffer.concat(chunks);
};

const readInput = async (): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > maxBytes) break;
  }
  return Buffer.concat(chunks);
};

/** UTF-8, with or without a byte order mark. */
const decodeBytes = (bytes: Buffer | "irregular", file: string): string | Finding => {
  if (bytes === "irregular") return findingAt("CFG103", startOf(file), "not a regular file");
  if (bytes.length > maxBytes) return tooLarge(file);
  const utf16 = bytes.length > 1 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff);
  if (utf16) return findingAt("CFG106", startOf(file), "the file is UTF-16");
  if (bytes.includes(0))
    return findingAt("CFG106", startOf(file), "this is a binary file, not YAML", { hint: "none" });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return findingAt("CFG106", startOf(file), "the file is not UTF-8 text");
  }
};

const tooLarge = (file: string): Finding =>
  findingAt("CFG105", startOf(file), `larger than ${maxBytes / 1024 / 1024} MiB, the most for one file`);

const unreadable = (file: string, error: unknown): Finding => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") return findingAt("CFG101", startOf(file), "no such file");
  const why = code === "EACCES" ? "permission denied" : String((error as Error).message);
  return findingAt("CFG102", startOf(file), `cannot be read: ${why}`);
};

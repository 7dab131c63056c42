import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  fingerprint,
  keyTypeOf,
  knownHostsLine,
  knownKeyTypes,
  parseKnownHosts,
  verifyHostKey,
} from "../../src/transport/known-hosts.ts";

const haveKeygen = existsSync("/usr/bin/ssh-keygen");

/** A key in wire format whose body is `seed`: enough for everything that compares keys. */
function key(type: string, seed: string): Buffer {
  const string = (text: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    return Buffer.concat([length, Buffer.from(text)]);
  };
  return Buffer.concat([string(type), string(seed)]);
}
const ed1 = key("ssh-ed25519", "one");
const ed2 = key("ssh-ed25519", "two");
const rsa = key("ssh-rsa", "three");
const line = (names: string, blob: Buffer, marker = "") =>
  `${marker}${names} ${keyTypeOf(blob)} ${blob.toString("base64")} a comment\n`;
const judge = (text: string, blob: Buffer, host = "s1.example.net", port = 22) =>
  verifyHostKey({
    host,
    port,
    key: blob,
    entries: parseKnownHosts(text, "kh"),
  });

describe("known_hosts", () => {
  test.each([
    ["s1.example.net", "s1.example.net", 22],
    ["other,s1.example.net", "s1.example.net", 22],
    ["S1.Example.net", "s1.EXAMPLE.net", 22],
    ["*.example.net", "s1.example.net", 22],
    ["s?.example.net", "s1.example.net", 22],
    ["[s1]:2222", "s1", 2222],
    ["[*]:2222", "s1", 2222],
    ["2001:db8::1", "2001:DB8::1", 22],
    ["[2001:db8::1]:2222", "2001:db8::1", 2222],
    ["s1", "s1", 2222], // the plain name vouches for the very same key on another port, as with ssh
  ])("%s knows %s on port %i", (names, host, port) => {
    expect(judge(line(names, ed1), ed1, host, port).status).toBe("trusted");
  });

  test.each([
    ["s1", "s10", 22],
    ["s.", "s1", 22],
    ["*.example.net,!s1.example.net", "s1.example.net", 22],
    ["!s1,s1", "s1", 22],
    ["[s1]:2222", "s1", 22],
    ["[s1]:2222", "s1", 2223],
    ["s?", "s10", 22],
    ["!s2", "s1", 22],
  ])("%s does not know %s on port %i", (names, host, port) => {
    expect(judge(line(names, ed1), ed1, host, port).status).toBe("unknown");
  });

  test("a different key of a known type has changed; the old line is named", () => {
    expect(judge(`# hello\n${line("s1", ed1)}`, ed2, "s1")).toEqual({
      status: "changed",
      known: [expect.objectContaining({ at: "kh:2" })],
    });
  });

  test("one right line among wrong ones is enough", () => {
    expect(judge(line("s1", ed2) + line("s1", ed1), ed1, "s1").status).toBe("trusted");
  });

  test("a line of another type is not a mismatch", () => {
    expect(judge(line("s1", rsa), ed1, "s1")).toEqual({
      status: "unknown",
      otherTypes: ["ssh-rsa"],
      authority: false,
    });
  });

  test("another key under the plain name does not make a port's key changed", () => {
    expect(judge(line("s1", ed2), ed1, "s1", 2222).status).toBe("unknown");
  });

  test("revoked wins over trusted, whatever the order, also by wildcard and from another port", () => {
    const both = line("s1", ed1) + line("*", ed1, "@revoked ");
    expect(judge(both, ed1, "s1").status).toBe("revoked");
    expect(judge(line("s1", ed1, "@revoked "), ed1, "s1", 2222).status).toBe("revoked");
    expect(judge(line("s1", ed1) + line("s1", ed2, "@revoked "), ed1, "s1").status).toBe("trusted");
  });

  test("a certificate authority vouches for nothing here, and is reported", () => {
    expect(judge(line("*", ed1, "@cert-authority "), ed1)).toMatchObject({
      status: "unknown",
      authority: true,
    });
  });

  test("senseless lines are left out", () => {
    const bad = [
      "s1",
      "s1 ssh-ed25519",
      "s1 ssh-rsa notakey",
      `@other ${line("s1", ed1).trim()}`,
      "|1|x s y",
    ].join("\n");
    expect(parseKnownHosts(bad)).toEqual([]);
    expect(judge(line("s1", ed1).replace("ssh-ed25519", "ssh-rsa"), ed1, "s1").status).toBe("unknown");
  });

  test("the types to ask a host for", () => {
    const entries = parseKnownHosts(
      line("s1", rsa) + line("s1", ed1) + line("s2", ed2) + line("s1", ed2, "@revoked "),
    );
    expect(knownKeyTypes({ host: "s1", port: 22 }, entries)).toEqual(["ssh-rsa", "ssh-ed25519"]);
    expect(knownKeyTypes({ host: "s1", port: 2222 }, entries)).toEqual(["ssh-rsa", "ssh-ed25519"]);
    expect(knownKeyTypes({ host: "s3", port: 22 }, entries)).toEqual([]);
  });

  test("the line to add makes the key trusted", () => {
    for (const port of [22, 2222]) {
      expect(judge(knownHostsLine({ host: "S1", port }, ed1), ed1, "s1", port).status).toBe("trusted");
    }
    expect(knownHostsLine({ host: "2001:db8::1", port: 2222 }, ed1)).toMatch(
      /^\[2001:db8::1\]:2222 ssh-ed25519 /,
    );
  });
});

describe.skipIf(!haveKeygen)("against ssh-keygen", () => {
  let dir: string;
  const keygen = (...args: string[]) => execFileSync("ssh-keygen", args, { encoding: "utf8", stdio: "pipe" });
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "holdfast-kh-"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  test("hashed names, made by ssh-keygen -H", () => {
    const file = join(dir, "kh");
    writeFileSync(
      file,
      line("s1.example.net", ed1) + line("[s1.example.net]:2222", ed2) + line("2001:db8::1", rsa),
    );
    keygen("-H", "-f", file);
    const text = readFileSync(file, "utf8");
    expect(text).not.toContain("example");
    expect(judge(text, ed1).status).toBe("trusted");
    expect(judge(text, ed2).status).toBe("changed");
    expect(judge(text, ed2, "s1.example.net", 2222).status).toBe("trusted");
    expect(judge(text, rsa, "2001:db8::1").status).toBe("trusted");
    expect(judge(text, ed1, "s2.example.net").status).toBe("unknown");
  });

  test("fingerprints", () => {
    const file = join(dir, "id");
    keygen("-q", "-t", "ed25519", "-N", "", "-f", file);
    const blob = Buffer.from(readFileSync(`${file}.pub`, "utf8").split(" ")[1] ?? "", "base64");
    expect(keygen("-l", "-f", `${file}.pub`)).toContain(fingerprint(blob));
    expect(keyTypeOf(blob)).toBe("ssh-ed25519");
  });
});

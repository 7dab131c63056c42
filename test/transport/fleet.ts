import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Host } from "../../src/model/host.ts";
import type { Command, Failure, Result, Transport } from "../../src/model/transport.ts";
import { type SshOptions, sshTransport } from "../../src/transport/ssh.ts";
import {
  type KeyPair,
  makeKey,
  type SshServer,
  type SshServerOptions,
  startSshServer,
} from "../support/ssh-server.ts";
import { host } from "./host.ts";

/** Undone after the test that is running, the last first. */
export const later = (cleanup: () => Promise<void> | void): void => onTestFinished(cleanup);

/** A home folder of a test's own, with a key in it and nothing of the machine's. */
export class Home {
  readonly path = mkdtempSync(join(tmpdir(), "holdfast-home-"));
  readonly key: KeyPair;
  constructor(key: KeyPair = makeKey()) {
    this.key = key;
    later(() => rmSync(this.path, { recursive: true, force: true }));
    this.write(".ssh/id_ed25519", key.private, 0o600);
  }
  /** Writes a file and returns its path. */
  write(name: string, text: string, mode = 0o600): string {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode });
    return file;
  }
  knows(...servers: SshServer[]): this {
    this.write(".ssh/known_hosts", `${servers.map(({ hostKeyLine }) => hostKeyLine).join("\n")}\n`);
    return this;
  }
  /** A transport that sees this home only. */
  transport(options: SshOptions = {}, agent?: string): Transport {
    const transport = sshTransport({
      graceS: 1,
      surroundings: {
        home: this.path,
        user: "me",
        agent,
        configFiles: [join(this.path, ".ssh/config")],
        globalKnownHosts: [],
      },
      ...options,
    });
    later(() => transport.close());
    return transport;
  }
}

/** A server that ends with the test. */
export async function server(options: SshServerOptions = {}): Promise<SshServer> {
  const started = await startSshServer(options);
  later(() => started.close());
  return started;
}

/** The host behind a server. */
export const at = (behind: SshServer, fields: Partial<Host> = {}): Host =>
  host({ address: "127.0.0.1", port: behind.port, ...fields });

export const sh = (script: string, more: Partial<Command> = {}): Command => ({
  argv: ["sh", "-c", script],
  mutates: false,
  timeoutS: 20,
  ...more,
});

/** The failure of a result that has to have one. */
export function failureIn(result: Result): Failure {
  if (result.kind === "unreachable" || result.kind === "lost") return result.failure;
  throw new Error(`no failure: ${JSON.stringify(result)}`);
}

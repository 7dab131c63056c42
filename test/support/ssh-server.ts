import { type ChildProcess, spawn } from "node:child_process";
import { type AddressInfo, connect, type Socket } from "node:net";
import { constants } from "node:os";
import { text } from "node:stream/consumers";
import ssh2, { type AuthContext, type Connection, type ServerChannel, type Session } from "ssh2";
import { fingerprint, knownHostsLine } from "../../src/transport/known-hosts.ts";
import { type FakeSudo, fakeSudo, type SudoBehaviour } from "./fake-sudo.ts";
import { decodedLine, type Unwrapped, unwrap } from "./unwrap.ts";

/** A key pair in the formats of OpenSSH. */
export interface KeyPair {
  /** The text of the private key file. */
  readonly private: string;
  /** The public key line. */
  readonly public: string;
}

/** Settings of {@link makeKey}. */
export interface KeyOptions {
  readonly type?: "ed25519" | "rsa" | "ecdsa";
  /** Encrypts the private half. */
  readonly passphrase?: string;
  readonly comment?: string;
}

function generate({ type = "ed25519", passphrase, comment = "test" }: KeyOptions): KeyPair {
  const locked = passphrase === undefined ? {} : { passphrase, cipher: "aes256-ctr", rounds: 4 };
  if (type === "ed25519") return ssh2.utils.generateKeyPairSync("ed25519", { comment, ...locked });
  return ssh2.utils.generateKeyPairSync(type, { bits: type === "rsa" ? 2048 : 256, comment, ...locked });
}

/** Makes a key pair. */
export function makeKey(options: KeyOptions = {}): KeyPair {
  for (;;) {
    const pair = generate(options);
    // One in some dozens of the keys ssh2 makes is malformed, by its own judgement.
    if (!(ssh2.utils.parseKey(pair.private, options.passphrase) instanceof Error)) return pair;
  }
}

/** A command as the server was asked to run it. */
export interface Asked extends Unwrapped {
  readonly user: string;
  /** The line as it came over the wire. */
  readonly line: string;
}

/** What an intercepted command answers; status 0 and nothing else unless given. */
export interface Reply {
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  /** Set for a login shell that runs nothing, like nologin: the command never begins. */
  readonly neverBegun?: true;
}

/** Settings of {@link startSshServer}; by default everybody may log in with any key. */
export interface SshServerOptions {
  /** `127.0.0.1` unless given. */
  readonly listen?: string;
  /** A free one unless given: for a server that comes back where it was. */
  readonly port?: number;
  /** Private keys to identify with; one fresh ed25519 key unless given. */
  readonly hostKeys?: readonly string[];
  /** Public key lines that may log in; any unless given. */
  readonly authorizedKeys?: readonly string[];
  /** Users that may log in; any unless given. */
  readonly users?: readonly string[];
  /** Refuses every login. */
  readonly refuseAuth?: boolean;
  /** Accepts TCP connections and never says a word. */
  readonly hangAfterConnect?: boolean;
  /** Cuts every connection this many milliseconds after the login. */
  readonly dropAfterMs?: number;
  /** Sessions allowed at a time on a connection, as MaxSessions in sshd_config. */
  readonly maxSessions?: number;
  /** Does not forward connections (AllowTcpForwarding no). */
  readonly refuseForwarding?: boolean;
  /** What happens on `sudo`; the machine's own otherwise. */
  readonly sudo?: SudoBehaviour;
  /**
   * Answers instead of running: called with every command before it starts. `undefined` runs it for real, with
   * `sh -c` on this machine, as this user. `input` is all of stdin, once it has ended.
   */
  readonly intercept?: (asked: Asked, input: () => Promise<string>) => Reply | Promise<Reply> | undefined;
}

/** A running server. */
export interface SshServer {
  readonly port: number;
  /** The line for known_hosts; one per host key, joined by newlines. */
  readonly hostKeyLine: string;
  /** `SHA256:…` of the first host key. */
  readonly fingerprint: string;
  /** The public key line of the first host key, the form of `hostKey:` in storage.yaml. */
  readonly hostKey: string;
  /** Every command so far. */
  readonly execLog: readonly Asked[];
  /** Logins so far. */
  logins(): number;
  /** Authentication attempts so far, by kind. */
  readonly attempts: readonly string[];
  /** Passwords the fake sudo was given. */
  sudoPasswords(): readonly string[];
  /** Cuts all connections, as a failing network would. */
  drop(): void;
  close(): Promise<void>;
}

const blobOf = (publicLine: string): Buffer => Buffer.from(publicLine.split(" ")[1] ?? "", "base64");

function publicLineOf(privateKey: string): string {
  const parsed = ssh2.utils.parseKey(privateKey);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error) throw key ?? new Error("no key");
  return `${key.type} ${key.getPublicSSH().toString("base64")}`;
}

function mayLogIn(context: AuthContext, options: SshServerOptions): boolean {
  if (options.refuseAuth || context.method !== "publickey") return false;
  if (options.users && !options.users.includes(context.username)) return false;
  const blob = context.key.data;
  if (options.authorizedKeys && !options.authorizedKeys.some((line) => blobOf(line).equals(blob)))
    return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  const key = ssh2.utils.parseKey(blob);
  return (
    !(key instanceof Error) &&
    !Array.isArray(key) &&
    key.verify(context.blob, context.signature, context.hashAlgo)
  );
}

async function answer(channel: ServerChannel, asked: Asked, reply: Reply | Promise<Reply>): Promise<void> {
  const begin = () => asked.start && channel.stderr.write(`${asked.start} 999999\n`);
  // A reply that takes its time has begun: only then is the input sent that it may be waiting for.
  if (reply instanceof Promise) begin();
  const { code = 0, stdout = "", stderr = "", neverBegun } = await reply;
  if (!(reply instanceof Promise) && !neverBegun) begin();
  if (stderr) channel.stderr.write(stderr);
  if (stdout) channel.write(stdout);
  channel.exit(code);
  channel.resume().end();
}

function reallyRun(channel: ServerChannel, line: string, path: string): ChildProcess {
  const env = { ...process.env, PATH: path };
  const child = spawn("sh", ["-c", line], { detached: true, env, stdio: "pipe" });
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  for (const stream of [child.stdin, child.stdout, child.stderr, channel]) stream.on("error", () => {});
  child.once("exit", (code, signal) => {
    if (code !== null) channel.exit(code);
    else
      channel.exit((signal ?? "SIGKILL").slice(3), false, `signal ${constants.signals[signal ?? "SIGKILL"]}`);
  });
  child.once("close", () => {
    // A channel whose input nobody reads any more never closes.
    channel.unpipe(child.stdin).resume();
    channel.end();
  });
  return child;
}

/**
 * Starts an SSH server inside this process, on 127.0.0.1, that runs what it is asked to on this very machine.
 *
 * Like sshd it leaves commands running when their connection goes away.
 */
export async function startSshServer(options: SshServerOptions = {}): Promise<SshServer> {
  const { listen = "127.0.0.1", hostKeys = [makeKey().private] } = options;
  const sudo: FakeSudo | undefined = options.sudo && fakeSudo(options.sudo);
  const path = sudo ? `${sudo.folder}:${process.env.PATH}` : `${process.env.PATH}`;
  const execLog: Asked[] = [];
  const attempts: string[] = [];
  const sockets = new Set<Socket>();
  const children = new Set<ChildProcess>();
  let logins = 0;

  function onExec(session: Session, user: string, ended: () => void): void {
    session.on("exec", (accept, _reject, { command }) => {
      const line = decodedLine(command);
      const channel = accept();
      channel.once("close", ended);
      const asked: Asked = { ...unwrap(line), user, line };
      execLog.push(asked);
      let input: Promise<string> | undefined;
      const reply = options.intercept?.(asked, () => {
        input ??= text(channel);
        return input;
      });
      if (reply !== undefined) return void answer(channel, asked, reply);
      const child = reallyRun(channel, command, path);
      children.add(child);
      child.once("exit", () => children.delete(child));
    });
  }

  function onReady(client: Connection, user: string): void {
    logins += 1;
    let sessions = 0;
    if (options.dropAfterMs !== undefined) setTimeout(() => drop(), options.dropAfterMs).unref();
    client.on("session", (accept, reject) => {
      if (sessions >= (options.maxSessions ?? 10)) return reject();
      sessions += 1;
      onExec(accept(), user, () => {
        sessions -= 1;
      });
    });
    client.on("tcpip", (accept, reject, { destIP, destPort }) => {
      if (options.refuseForwarding) return reject();
      const socket = connect({ host: destIP, port: destPort });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        const stream = accept();
        for (const end of [stream, socket]) end.on("error", () => {});
        stream.pipe(socket).pipe(stream);
        stream.once("close", () => socket.destroy());
        sockets.add(socket);
      });
    });
  }

  const server = new ssh2.Server({ hostKeys: [...hostKeys] }, (client) => {
    let user = "";
    client.on("authentication", (context) => {
      user = context.username;
      attempts.push(context.method);
      if (mayLogIn(context, options)) context.accept();
      else context.reject(["publickey"]);
    });
    client.on("ready", () => onReady(client, user));
    client.on("error", () => {});
  });
  // The TCP server underneath is where connections can be held, counted and cut.
  const raw = (server as unknown as { _srv: import("node:net").Server })._srv;
  if (options.hangAfterConnect) raw.removeAllListeners("connection");
  raw.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // As sshd does; without it every answer waits for 40 ms.
    socket.setNoDelay(true).on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, listen, resolve));
  const { port } = server.address() as AddressInfo;
  const publicLines = hostKeys.map(publicLineOf);
  const [first = ""] = publicLines;
  return {
    port,
    hostKeyLine: publicLines.map((line) => knownHostsLine({ host: listen, port }, blobOf(line))).join("\n"),
    fingerprint: fingerprint(blobOf(first)),
    hostKey: first,
    execLog,
    logins: () => logins,
    attempts,
    sudoPasswords: () => sudo?.passwords() ?? [],
    drop,
    close: async () => {
      drop();
      for (const child of children) {
        try {
          process.kill(-(child.pid ?? 0), "SIGKILL");
        } catch {
          // Gone already.
        }
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
      sudo?.remove();
    },
  };
}

import { connect as connectSocket, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import ssh2 from "ssh2";
import type { Failure } from "../model/transport.ts";
import { type Connection, connectionOf } from "./connection.ts";
import {
  failureOf,
  HostFailure,
  hostFailure,
  placeText,
  socketFailure,
  UNREACHABLE_HINT,
} from "./failure.ts";
import type { HostKeyCheck } from "./host-key.ts";
import { type AskPassphrase, type Identities, identitiesOf } from "./identities.ts";
import { type Target, targetText } from "./target.ts";

/** What connecting needs beside the target. */
export interface ConnectOptions {
  /** Milliseconds from the first packet to the finished login; time people take to type does not count. */
  readonly timeoutMs: number;
  readonly keepaliveMs: number;
  readonly passphrase: AskPassphrase | undefined;
  readonly hostKey: (target: Target) => Promise<HostKeyCheck>;
  /** The connection to the machine to go through. */
  readonly via: (jump: Target) => Promise<Connection>;
}

/** In the order OpenSSH prefers them; the order sent to a host begins with the types of the keys known for it. */
const HOST_KEY_ALGORITHMS = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
] as const;
type HostKeyAlgorithm = (typeof HOST_KEY_ALGORITHMS)[number];

/** Milliseconds per address of a name that has several; the default of Node gives up on distant hosts. */
const ADDRESS_TRY_MS = 2_500;

async function socketTo(target: Target, options: ConnectOptions): Promise<Duplex> {
  const { host, port, via } = target;
  if (via === undefined) {
    const socket = connectSocket({
      host,
      port,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: ADDRESS_TRY_MS,
    });
    return socket.setNoDelay(true);
  }
  return (await throughJump(via, options)).forward(host, port);
}

async function throughJump(via: Target, options: ConnectOptions): Promise<Connection> {
  try {
    return await options.via(via);
  } catch (error) {
    const { message, hint } = failureOf(error);
    throw hostFailure("jump", `the jump host ${targetText(via)} cannot be used: ${message}`, hint);
  }
}

/** A timer that can stand still. */
function deadline(ms: number, passed: () => void) {
  let left = ms;
  let since = Date.now();
  let timer: NodeJS.Timeout | undefined = setTimeout(passed, left);
  let paused = 0;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    stop,
    async pausedFor<T>(work: Promise<T>): Promise<T> {
      paused += 1;
      if (paused === 1) {
        stop();
        left -= Date.now() - since;
      }
      try {
        return await work;
      } finally {
        paused -= 1;
        if (paused === 0) {
          since = Date.now();
          timer = setTimeout(passed, Math.max(left, 1_000));
        }
      }
    },
  };
}

function authFailure(target: Target, { tried }: Identities): Failure {
  const what =
    tried.length > 0 ? `tried ${tried.join(", ")}` : "there is no key to try: no agent and no identity file";
  return {
    kind: "auth",
    message: `${targetText(target)} refused the login; ${what}`,
    hint: `add a public key of yours to ~/.ssh/authorized_keys of ${target.user} on the host, or name another \`user:\` or \`identityFile:\``,
  };
}

/** Errors of the library that say how far the conversation had come. */
function protocolFailure(target: Target, error: Error & { level?: string }, identities: Identities): Failure {
  const place = placeText(target.host, target.port);
  if (error.level === "client-authentication") return authFailure(target, identities);
  if (/too many authentication failures/i.test(error.message)) {
    const { kind, message } = authFailure(target, identities);
    return {
      kind,
      message,
      hint: "name the right key as `identityFile:`: the host ends the login after a few wrong ones",
    };
  }
  if (/no matching/i.test(error.message))
    return {
      kind: "setup",
      message: `${place} and holdfast have no algorithm in common: ${error.message}`,
    };
  if (/before handshake|ended|closed/i.test(error.message))
    return socketFailure(target.host, target.port, { code: "ECONNRESET" });
  if (error.level === "handshake" || error.level === "protocol")
    return {
      kind: "setup",
      message: `${place} does not speak SSH as expected: ${error.message}`,
    };
  return socketFailure(target.host, target.port, error);
}

function silence(
  target: Target,
  seen: { connected: boolean; greeted: boolean; loggingIn: boolean },
  ms: number,
): Failure {
  const place = placeText(target.host, target.port);
  const time = `${Math.round(ms / 100) / 10} s`;
  if (!seen.connected)
    return {
      kind: "timeout",
      message: `no answer from ${place} within ${time}`,
      hint: UNREACHABLE_HINT,
    };
  const stage = seen.loggingIn
    ? "did not finish the login"
    : seen.greeted
      ? "did not finish the greeting"
      : "said nothing";
  return {
    kind: "timeout",
    message: `${place} accepted the connection, then ${stage} within ${time}`,
    hint: "the host may be overloaded, out of memory, or hung: look at its console",
  };
}

/**
 * Connects to a machine, makes sure it is the right one, and logs in.
 *
 * Throws a {@link HostFailure} for everything that can go wrong.
 */
export async function connect(target: Target, options: ConnectOptions): Promise<Connection> {
  const client = new ssh2.Client();
  const seen = { connected: false, greeted: false, loggingIn: false };
  let socket: Duplex | undefined;
  let fail: (failure: Failure) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = (failure) => reject(new HostFailure(failure));
  });
  failed.catch(() => {});

  const [check, via] = await Promise.all([options.hostKey(target), socketTo(target, options)]).catch(
    (error) => {
      throw new HostFailure(failureOf(error));
    },
  );
  socket = via;
  const timer = deadline(options.timeoutMs, () => fail(silence(target, seen, options.timeoutMs)));
  const ask: AskPassphrase | undefined =
    options.passphrase &&
    ((file) => timer.pausedFor(options.passphrase?.(file) ?? Promise.resolve(undefined)));
  // Begun while the handshake is under way: reading keys costs no time of its own.
  const identities = identitiesOf(target, ask);
  identities.catch(() => {});

  const ready = new Promise<void>((resolve) => {
    client.on("ready", resolve);
    client.on("error", (error: Error & { level?: string }) => {
      if (error.level === "agent") return;
      void identities.then((found) => fail(protocolFailure(target, error, found)));
    });
    client.on("close", () => fail(socketFailure(target.host, target.port, { code: "ECONNRESET" })));
  });
  if (isSocket(socket)) socket.once("connect", () => (seen.connected = true));
  else seen.connected = true;
  client.on("greeting", () => (seen.greeted = true));
  client.on("handshake", () => (seen.loggingIn = true));

  let attempt = 0;
  client.connect({
    sock: socket,
    username: target.user,
    readyTimeout: 0,
    keepaliveInterval: options.keepaliveMs,
    keepaliveCountMax: 3,
    algorithms: {
      serverHostKey: check.algorithms(HOST_KEY_ALGORITHMS) as HostKeyAlgorithm[],
    },
    hostVerifier: (key: Buffer, verify: (good: boolean) => void) => {
      seen.greeted = true;
      void check.judge(key).then((failure) => {
        if (failure) fail(failure);
        verify(failure === undefined);
      });
    },
    authHandler: (_left, _partial, next) => {
      attempt += 1;
      if (attempt === 1)
        void identities.then(({ agent }) => next({ type: "agent", username: target.user, agent }));
      // Some servers let people in by network identity alone.
      else next(attempt === 2 ? { type: "none", username: target.user } : (false as never));
    },
  });

  try {
    await Promise.race([ready, failed]);
    return connectionOf(client, targetText(target));
  } catch (error) {
    client.destroy();
    socket.destroy();
    throw error;
  } finally {
    timer.stop();
  }
}

const isSocket = (stream: Duplex): stream is Socket => "connecting" in stream;

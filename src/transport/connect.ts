import { connect as connectSocket, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import ssh2 from "ssh2";
import type { Failure } from "../model/transport.ts";
import { type Progress, protocolFailure, silence } from "./connect-failure.ts";
import { type Connection, connectionOf } from "./connection.ts";
import { deadline } from "./deadline.ts";
import { failureOf, HostFailure, hostFailure, socketFailure } from "./failure.ts";
import type { HostKeyCheck } from "./host-key.ts";
import { identitiesOf } from "./identities.ts";
import type { Unlock } from "./keyring.ts";
import type { ReadShared } from "./read-shared.ts";
import { type Target, targetText } from "./target.ts";

/** What connecting needs beside the target. */
export interface ConnectOptions {
  /** Milliseconds from the first packet to the finished login; time people take to type does not count. */
  readonly timeoutMs: number;
  readonly keepaliveMs: number;
  /** Gives up connecting when aborted. */
  readonly signal: AbortSignal;
  readonly unlock: Unlock;
  readonly read: ReadShared;
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

function dial({ host, port }: Target): Socket {
  const tries = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ADDRESS_TRY_MS };
  return connectSocket({ host, port, ...tries }).setNoDelay(true);
}

async function throughJump(via: Target, options: ConnectOptions): Promise<Connection> {
  try {
    return await options.via(via);
  } catch (error) {
    const { message, hint } = failureOf(error);
    throw hostFailure("jump", `the jump host ${targetText(via)} cannot be used: ${message}`, hint);
  }
}

const givenUp = (target: Target): HostFailure =>
  hostFailure("lost", `connecting to ${targetText(target)} was given up`);

/**
 * Connects to a machine, makes sure it is the right one, and logs in.
 *
 * Throws a {@link HostFailure} for everything that can go wrong.
 */
export async function connect(target: Target, options: ConnectOptions): Promise<Connection> {
  const check = await options.hostKey(target);
  const jump = target.via && (await throughJump(target.via, options));
  const seen: Progress = {
    resolved: jump !== undefined || isIP(target.host) > 0,
    connected: false,
    greeted: false,
    loggingIn: false,
  };
  if (options.signal.aborted) throw givenUp(target);
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    let stream: Duplex | undefined;
    let over = false;
    const settle = () => {
      timer.stop();
      options.signal.removeEventListener("abort", stop);
    };
    const fail = (failure: Failure) => {
      settle();
      if (over) return;
      over = true;
      client.destroy();
      stream?.destroy();
      reject(new HostFailure(failure));
    };
    const stop = () => fail(givenUp(target).failure);
    options.signal.addEventListener("abort", stop);
    const timer = deadline(options.timeoutMs, () => fail(silence(target, seen, options.timeoutMs)));
    // Begun while the handshake is under way: reading keys costs no time of its own.
    const identities = identitiesOf(
      target,
      (file, text) => timer.pausedFor(options.unlock(file, text)),
      options.read,
    );
    let tried: readonly string[] = [];
    identities.then(
      (found) => {
        tried = found.tried;
      },
      (error: unknown) => fail(failureOf(error)),
    );

    client.on("handshake", () => {
      seen.loggingIn = true;
    });
    client.on("error", (error: Error & { level?: string }) => {
      // A key the agent would not sign with; the next one is tried.
      if (error.level !== "agent") fail(protocolFailure(target, error, tried));
    });
    client.on("close", () => fail(socketFailure(target.host, target.port, { code: "ECONNRESET" })));
    client.on("ready", () => {
      settle();
      over = true;
      resolve(connectionOf(client, targetText(target)));
    });

    let attempt = 0;
    const logIn = (sock: Duplex) => {
      stream = sock;
      if (over) return void sock.destroy();
      client.connect({
        sock,
        username: target.user,
        readyTimeout: 0,
        keepaliveInterval: options.keepaliveMs,
        keepaliveCountMax: 3,
        algorithms: { serverHostKey: check.algorithms(HOST_KEY_ALGORITHMS) as HostKeyAlgorithm[] },
        hostVerifier: (key: Buffer, verify: (good: boolean) => void) => {
          seen.greeted = true;
          void check.judge(key).then((failure) => {
            if (failure) fail(failure);
            else verify(true);
          });
        },
        authHandler: (_left, _partial, next) => {
          attempt += 1;
          if (attempt === 1)
            void identities.then(({ agent }) => next({ type: "agent", username: target.user, agent }));
          // Some servers let people in by where they come from alone, without a key.
          else next(attempt === 2 ? { type: "none", username: target.user } : (false as never));
        },
      });
    };

    if (jump) {
      seen.connected = true;
      jump.forward(target.host, target.port).then(logIn, (error: unknown) => fail(failureOf(error)));
    } else {
      const socket = dial(target);
      socket.once("lookup", (error) => {
        seen.resolved = !error;
      });
      socket.once("connect", () => {
        seen.connected = true;
      });
      logIn(socket);
    }
  });
}

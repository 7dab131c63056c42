import { connect as connectSocket } from "node:net";
import type { Duplex } from "node:stream";
import ssh2 from "ssh2";
import { type Connection, connectionOf } from "./connection.ts";
import { deadline } from "./deadline.ts";
import { failureOf, HostFailure, hostFailure } from "./failure.ts";
import type { HostKeyCheck } from "./host-key.ts";
import { identitiesOf } from "./identities.ts";
import type { Unlock } from "./keyring.ts";
import { beforeLogin, givenUp, type LoginEffect, type LoginEvent, loginStep } from "./login.ts";
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

type Dispatch = (event: LoginEvent) => void;

/** Connects a socket to the machine; it is given back at once, as errors can come before it is connected. */
function dial({ host, port }: Target, dispatch: Dispatch): Duplex {
  const tries = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ADDRESS_TRY_MS };
  const socket = connectSocket({ host, port, ...tries }).setNoDelay(true);
  socket.once("lookup", (error) => error ?? dispatch({ type: "resolved" }));
  socket.once("connect", () => dispatch({ type: "connected" }));
  return socket;
}

async function throughJump(via: Target, options: ConnectOptions): Promise<Connection> {
  try {
    return await options.via(via);
  } catch (error) {
    const { message, hint } = failureOf(error);
    throw hostFailure("jump", `the jump host ${targetText(via)} cannot be used: ${message}`, hint);
  }
}

/**
 * Connects to a machine, makes sure it is the right one, and logs in.
 *
 * Throws a {@link HostFailure} for everything that can go wrong.
 */
export async function connect(target: Target, options: ConnectOptions): Promise<Connection> {
  const check = await options.hostKey(target);
  const jump = target.via && (await throughJump(target.via, options));
  if (options.signal.aborted) throw new HostFailure(givenUp(target));
  return new Promise((resolve, reject) => logIn({ target, options, check, jump }, { resolve, reject }));
}

/** One try to log in. */
interface Attempt {
  readonly target: Target;
  readonly options: ConnectOptions;
  readonly check: HostKeyCheck;
  readonly jump: Connection | undefined;
}

/** How a promise is settled. */
interface Settle {
  resolve(connection: Connection): void;
  reject(error: HostFailure): void;
}

/** Does what {@link loginStep} asks for, until it is settled. */
function logIn({ target, options, check, jump }: Attempt, { resolve, reject }: Settle): void {
  const client = new ssh2.Client();
  const over = new AbortController();
  let stream: Duplex | undefined;
  let state = beforeLogin(target, jump !== undefined);
  const dispatch: Dispatch = (event) => {
    const next = loginStep({ target, timeoutMs: options.timeoutMs }, state, event);
    state = next.state;
    for (const effect of next.effects) perform(effect);
  };
  const fail = (error: unknown) => dispatch({ type: "failed", failure: failureOf(error) });
  const timer = deadline(options.timeoutMs, () => dispatch({ type: "timeout" }));
  // Begun while the handshake is under way: reading keys costs no time of its own.
  const unlock: Unlock = (file, text) => timer.pausedFor(options.unlock(file, text));
  const identities = identitiesOf(target, unlock, options.read);
  identities.then(({ tried }) => dispatch({ type: "identities", tried }), fail);
  const { authHandler, offer } = authentication(target.user, identities, () => dispatch({ type: "asked" }));

  const perform = (effect: LoginEffect): void => {
    if (effect.do === "offer") return void offer(effect.method);
    over.abort();
    timer.stop();
    if (effect.do === "welcome") return void resolve(connectionOf(client, targetText(target)));
    client.destroy();
    stream?.destroy();
    reject(new HostFailure(effect.failure));
  };
  const begin = (sock: Duplex) => {
    stream = sock;
    if (state.over) return void sock.destroy();
    client.connect({
      sock,
      username: target.user,
      readyTimeout: 0,
      keepaliveInterval: options.keepaliveMs,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: check.algorithms(HOST_KEY_ALGORITHMS) as HostKeyAlgorithm[] },
      hostVerifier: verifier(check, dispatch),
      authHandler,
    });
  };

  options.signal.addEventListener("abort", () => dispatch({ type: "aborted" }), { signal: over.signal });
  listen(client, dispatch);
  if (jump) jump.forward(target.host, target.port).then(begin, fail);
  else begin(dial(target, dispatch));
}

function listen(client: ssh2.Client, dispatch: Dispatch): void {
  client.on("handshake", () => dispatch({ type: "encrypted" }));
  client.on("error", (error: Error & { level?: string }) => dispatch({ type: "error", error }));
  client.on("close", () => dispatch({ type: "closed" }));
  client.on("ready", () => dispatch({ type: "ready" }));
}

/** Judges the key the host shows; the handshake goes on only with one that is right. */
const verifier =
  (check: HostKeyCheck, dispatch: Dispatch) => (key: Buffer, verify: (good: boolean) => void) => {
    dispatch({ type: "greeted" });
    void check.judge(key).then((failure) => {
      if (failure) dispatch({ type: "failed", failure });
      else verify(true);
    });
  };

/** The library asks by `authHandler`, which calls `asked`; it is answered by `offer`. */
function authentication(username: string, identities: ReturnType<typeof identitiesOf>, asked: () => void) {
  let answer: ssh2.NextAuthHandler | undefined;
  const authHandler: ssh2.AuthHandlerMiddleware = (_left, _partial, next) => {
    answer = next;
    asked();
  };
  const offer = (method: "agent" | "none" | "nothing"): void => {
    const next = answer;
    if (method === "agent") void identities.then(({ agent }) => next?.({ type: "agent", username, agent }));
    else next?.(method === "none" ? { type: "none", username } : (false as never));
  };
  return { authHandler, offer };
}

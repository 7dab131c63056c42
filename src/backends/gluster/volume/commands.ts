import type { Action } from "../../../model/action.ts";
import type { Command } from "../../../model/transport.ts";
import { gluster, glusterBricks } from "../command/index.ts";
import { marks } from "./spec.ts";

/** The words of an action, as its commands take them. */
interface Words {
  readonly volume: string;
  readonly params: Action["params"];
  list(name: string): readonly string[];
  /** `force`, where bricks are folders of a file system that holds other things too. */
  readonly forced: readonly string[];
  set(words: readonly string[]): Command;
  /** A command about bricks, with the clients let in as they are declared. */
  on(words: readonly string[]): Command;
}

function wordsOf({ params }: Action): Words {
  const volume = params.volume as string;
  return {
    volume,
    params,
    list: (name) => (params[name] ?? []) as readonly string[],
    forced: params.force === true ? ["force"] : [],
    set: (words) => gluster(["volume", "set", volume, ...words]),
    on: (words) => glusterBricks(volume, params.allow as string, ["volume", ...words]),
  };
}

const simple =
  (...words: readonly string[]) =>
  ({ volume }: Words) => [gluster(["volume", words[0] ?? "", volume, ...words.slice(1)])];

const options = ({ volume, list, set }: Words) => [
  ...(list("set").length > 0 ? [set(list("set"))] : []),
  ...list("reset").map((key) => gluster(["volume", "reset", volume, key])),
];

/** What each action of a volume runs, by its name. */
const commandsOf: Readonly<Record<string, (words: Words) => readonly Command[]>> = {
  create: ({ volume, params, list, forced, set }) => [
    gluster(["volume", "create", volume, ...list("shape"), ...list("bricks"), ...forced]),
    set(list("set")),
    ...(params.start === true ? [gluster(["volume", "start", volume])] : []),
  ],
  set: options,
  narrow: options,
  start: simple("start"),
  revive: simple("start", "force"),
  stop: simple("stop"),
  delete: ({ volume, params }) => [
    ...(params.stop === true ? [gluster(["volume", "stop", volume])] : []),
    gluster(["volume", "delete", volume]),
  ],
  "add-copies": ({ volume, list, forced, on }) => [on(["add-brick", volume, ...list("words"), ...forced])],
  "drop-copies": ({ volume, list, on }) => [on(["remove-brick", volume, ...list("words"), "force"])],
  "replace-brick": ({ volume, params, on }) => [
    on(["replace-brick", volume, params.old as string, params.new as string, "commit", "force"]),
  ],
  rebuild: ({ volume, params, on }) => {
    const brick = params.brick as string;
    return [
      gluster(["volume", "reset-brick", volume, brick, "start"]),
      on(["reset-brick", volume, brick, brick, "commit", "force"]),
    ];
  },
  "add-bricks": ({ volume, params, list, forced, set, on }) => [
    set([marks.rebalance, `after ${params.task as string}`]),
    on(["add-brick", volume, ...list("bricks"), ...forced]),
  ],
  rebalance: simple("rebalance", "start"),
  balanced: ({ set }) => [set([marks.rebalance, "none"])],
  drain: ({ volume, list, on }) => [on(["remove-brick", volume, ...list("bricks"), "start"])],
  commit: ({ volume, list, on }) => [on(["remove-brick", volume, ...list("bricks"), "commit"])],
};

/** What a volume action runs. */
export const volumeCommands = (action: Action): readonly Command[] =>
  commandsOf[action.type.slice("gluster.volume.".length)]?.(wordsOf(action)) ?? [];

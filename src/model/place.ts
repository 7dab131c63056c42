import type { Span } from "./span.ts";

/** A path that a part of the file claims on a host: a folder it exports, a mountpoint, a brick, a disk for chunks. */
export interface Place {
  readonly use: "export" | "mount" | "brick" | "disk";
  readonly host: string;
  readonly path: string;
  /** A folder around `path` that the same part makes more of its kind in: data of other parts stays out of it. */
  readonly folder?: string;
  /** `share web`, `pool gvol`. */
  readonly part: string;
  readonly at: Span;
}

/** Whether `path` is `root` itself or lies below it. */
export const within = (path: string, root: string): boolean =>
  path === root || path.startsWith(root === "/" ? "/" : `${root}/`);

import type { MoosefsPool } from "../../../generated/schema-types.ts";
import type { JsonPath } from "../../../model/json.ts";

/** What a host does in a pool. */
export type Role = "master" | "chunkserver" | "metalogger" | "gui" | "client";

/** A mention of a host in a pool. */
export interface Mention {
  readonly role: Role;
  readonly host: string;
  readonly path: JsonPath;
}

type Entry = string | { readonly host: string };

const mention = (role: Role, entry: Entry, path: JsonPath): Mention =>
  typeof entry === "string"
    ? { role, host: entry, path }
    : { role, host: entry.host, path: [...path, "host"] };

/** Every mention of a host in a pool, the master first. */
export const mentions = ({
  master,
  chunkservers,
  metaloggers = [],
  gui,
  clients = [],
}: MoosefsPool): readonly Mention[] => [
  mention("master", master, ["master"]),
  ...chunkservers.map((entry, i) => mention("chunkserver", entry, ["chunkservers", i])),
  ...metaloggers.map((entry, i) => mention("metalogger", entry, ["metaloggers", i])),
  ...(gui === undefined ? [] : [mention("gui", gui, ["gui"])]),
  ...clients.map((entry, i) => mention("client", entry, ["clients", i])),
];

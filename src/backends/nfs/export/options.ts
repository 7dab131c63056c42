/** What an export option is about, and the value it gives: `no_root_squash` → squash of root, no. */
interface Topic {
  readonly topic: string;
  readonly value: string;
}

/** exports(5): each flag, what it is about and what it says. Names as in `/var/lib/nfs/etab`. */
const flags: Readonly<Record<string, readonly [topic: string, value: string]>> = {
  ro: ["access", "ro"],
  rw: ["access", "rw"],
  sync: ["sync", "yes"],
  async: ["sync", "no"],
  wdelay: ["wdelay", "yes"],
  no_wdelay: ["wdelay", "no"],
  hide: ["hide", "yes"],
  nohide: ["hide", "no"],
  crossmnt: ["crossmnt", "yes"],
  nocrossmnt: ["crossmnt", "no"],
  secure: ["secure", "yes"],
  insecure: ["secure", "no"],
  root_squash: ["root_squash", "yes"],
  no_root_squash: ["root_squash", "no"],
  all_squash: ["all_squash", "yes"],
  no_all_squash: ["all_squash", "no"],
  subtree_check: ["subtree_check", "yes"],
  no_subtree_check: ["subtree_check", "no"],
  secure_locks: ["secure_locks", "yes"],
  insecure_locks: ["secure_locks", "no"],
  auth_nlm: ["secure_locks", "yes"],
  no_auth_nlm: ["secure_locks", "no"],
  acl: ["acl", "yes"],
  no_acl: ["acl", "no"],
  pnfs: ["pnfs", "yes"],
  no_pnfs: ["pnfs", "no"],
  security_label: ["security_label", "yes"],
  mp: ["mountpoint", "yes"],
  mountpoint: ["mountpoint", "yes"],
};

const aliases: Readonly<Record<string, string>> = { mp: "mountpoint" };

/** What nfs-utils does with an option that is not written; seen in `etab` of nfs-utils 2.6.2 and 2.8.3. */
const defaults: Readonly<Record<string, string>> = {
  access: "ro",
  sync: "yes",
  wdelay: "yes",
  hide: "yes",
  crossmnt: "no",
  secure: "yes",
  root_squash: "yes",
  all_squash: "no",
  subtree_check: "no",
  secure_locks: "yes",
  acl: "yes",
  pnfs: "no",
  security_label: "no",
  mountpoint: "no",
  fsid: "none",
  anonuid: "65534",
  anongid: "65534",
  sec: "sys",
};

function topicOf(option: string): Topic {
  const known = flags[option];
  if (known) return { topic: known[0], value: known[1] };
  const equals = option.indexOf("=");
  if (equals < 0) return { topic: option, value: "yes" };
  const name = option.slice(0, equals);
  const value = option.slice(equals + 1);
  return { topic: aliases[name] ?? name, value: name === "fsid" && value === "root" ? "0" : value };
}

/** `options` with those of `overrides` in place of what they say about the same thing. */
export function overridden(options: readonly string[], overrides: readonly string[]): readonly string[] {
  const replaced = new Set(overrides.map((option) => topicOf(option).topic));
  return [...options.filter((option) => !replaced.has(topicOf(option).topic)), ...overrides];
}

/** Whether `options` say anything about `topic`. */
export const says = (options: readonly string[], topic: string): boolean =>
  options.some((option) => topicOf(option).topic === topic);

/** Every option with its value, defaults filled in. */
export function canonical(options: readonly string[]): Readonly<Record<string, string>> {
  const given = Object.fromEntries(options.map(topicOf).map(({ topic, value }) => [topic, value]));
  return { ...defaults, ...given };
}

/** The word for a value, as exports(5) has it. */
function word(topic: string, value: string): string {
  const flag = Object.entries(flags).find(([, [name, said]]) => name === topic && said === value);
  return flag ? flag[0] : `${topic}=${value}`;
}

/** Always said, because people want to see them. */
const always = new Set(["access", "sync", "root_squash"]);

/** What a list of options means, in the fewest words: two lists mean the same export exactly if these are equal. */
export function meaning(options: readonly string[]): string {
  const full = canonical(options);
  const topics = Object.keys(full).sort(
    (a, b) => Number(always.has(b)) - Number(always.has(a)) || (a < b ? -1 : 1),
  );
  const said = topics.filter((topic) => always.has(topic) || full[topic] !== defaults[topic]);
  return said.map((topic) => word(topic, full[topic] ?? "")).join(",");
}

/**
 * The same of an `etab` line. After `sec=` the table repeats access and squashing for each flavour; with one
 * flavour list, the only form holdfast writes, they say nothing new.
 */
export function meaningOfEtab(options: readonly string[]): string {
  const sec = options.findIndex((option) => option.startsWith("sec="));
  return meaning(sec < 0 ? options : options.slice(0, sec + 1));
}

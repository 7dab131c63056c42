import type { Check } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import type { Fact, Read } from "../../../model/snapshot.ts";

/** Asks which addresses a name has on a host, by whatever way the host looks names up. */
export const nameFact = (name: string): Fact => ({
  key: `name ${name}`,
  script: `getent ahosts "$1" | while read -r a _; do echo "$a"; done | sort -u`,
  args: [name],
  timeoutS: 5,
});

const isLoopback = (address: string) => address.startsWith("127.") || address === "::1";

/** What `doctor` says of a name as `host` looks it up: it has to be the storage address, and nothing else. */
export function nameCheck(config: Config, host: string, name: string, read: Read): Check {
  const reply = read(nameFact(name).key);
  const wanted = config.hosts[name]?.storageAddress ?? "";
  const check = { host, name: `name ${name}` };
  if ("unknown" in reply) return { ...check, verdict: "unknown", text: reply.unknown };
  const found = reply.out.split("\n").filter((line) => line !== "");
  if (found.length === 1 && found[0] === wanted) return { ...check, verdict: "ok", text: `is ${wanted}` };
  const text = found.length === 0 ? "is not known there" : `is ${found.join(" and ")}, not ${wanted}`;
  const loop = host === name && found.some(isLoopback) ? ": the others would look for it on loopback" : "";
  return {
    ...check,
    verdict: "warning",
    text: `${text}${loop}`,
    hint: "`holdfast apply` writes these names into /etc/hosts",
  };
}

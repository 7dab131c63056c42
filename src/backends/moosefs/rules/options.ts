import type { MoosefsPool } from "../../../generated/schema-types.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Report } from "../findings/index.ts";

/** Settings that holdfast decides, or that would take the master away from where it looks for it. */
const taken: Readonly<Record<string, string>> = {
  DATA_PATH: "metadata lies in /var/lib/mfs",
  EXPORTS_FILENAME: "who may mount is `clients` and `allow`",
  TOPOLOGY_FILENAME: "it lies in /etc/mfs",
  WORKING_USER: "the packages' user is mfs",
  WORKING_GROUP: "the packages' group is mfs",
  AUTH_CODE: "it would stand in this file and in plans, and every chunkserver would need it too",
};

const isTaken = (name: string) =>
  taken[name] ??
  (/^MATO(ML|CS|CL)_LISTEN_(HOST|PORT)$/.test(name) ? "the daemons' own ports are used" : undefined);

/** Settings of the master that are not the file's to make. */
export const optionRules = (declared: MoosefsPool, report: Report): Finding[] =>
  Object.keys(declared.options ?? {}).flatMap((name) => {
    const why = isTaken(name);
    if (why === undefined) return [];
    return [report("MFS145", ["options", name], `\`${name}\` cannot be set here: ${why}`)];
  });

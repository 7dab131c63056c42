import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { draft } from "../findings/index.ts";

/** Two file systems of one identity on one host, where the kernel would serve one for both; or a share with two. */
export function fsidRules(config: Config): Finding[] {
  const seen = new Map<string, string>();
  return Object.entries(config.file.shares ?? {}).flatMap(([name, share]): Finding[] => {
    const option = (share.options ?? []).findIndex((one) => one.startsWith("fsid="));
    const fsid = share.fsid ?? share.options?.[option]?.slice("fsid=".length);
    if (fsid === undefined) return [];
    const path = share.fsid === undefined || option >= 0 ? ["options", option] : ["fsid"];
    const at = config.at(["shares", name, ...path]);
    if (share.fsid !== undefined && option >= 0) {
      const message = "the fsid is given twice: here and by `fsid:`";
      return [{ ...draft("NFS126", message), at }];
    }
    const key = `${share.host} ${fsid === "root" ? 0 : String(fsid).toLowerCase().replaceAll("-", "")}`;
    const first = seen.get(key);
    seen.set(key, first ?? name);
    if (first === undefined) return [];
    const message = `share ${first} of ${share.host} has fsid ${fsid} already`;
    return [{ ...draft("NFS120", message), at }];
  });
}

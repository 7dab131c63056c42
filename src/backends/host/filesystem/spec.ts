import { literal, unitPath } from "../mount/unit-file.ts";
import type { ListedFile } from "../probe/files.ts";
import { MIB, wholeMib } from "../text/size.ts";

/** Wanted: a file system of its own, or a folder, for something that bears data. */
export interface FileSystemSpec {
  readonly fleet: string;
  readonly pool: string;
  /** Where it is mounted, or the folder; for a path that was given the folder above it. */
  readonly root: string;
  /** `given`: the file says the path, and the folder above it is never made or erased. */
  readonly backing: "image" | "directory" | "device" | "given";
  readonly image: string | null;
  readonly device: string | null;
  /** Bytes it must offer. */
  readonly bytes: number;
}

/** What lives in a file system that holdfast makes: a brick of gluster, a disk of a chunkserver. */
export interface Tenant {
  /** In marks and in sentences. */
  readonly word: string;
  /** The daemon that must not start before it is mounted. */
  readonly daemon: string;
  /** Bytes of an image per byte it must offer; 112 MiB come on top. */
  readonly perByte: number;
  /** The setting that names a device. */
  readonly devices: string;
  readonly codes: {
    readonly precious: string;
    readonly notDirectory: string;
    readonly mounted: string;
    readonly beneath: string;
    readonly room: string;
    readonly larger: string;
    readonly noDevice: string;
    readonly small: string;
  };
}

/**
 * Bytes of an image whose XFS offers what is asked for: its log takes 64 MiB, its tables 33 MiB and 0.7 % (6.1) to
 * 2 % (6.13; measured with mkfs.xfs on images of 300 MiB to 1 TiB). Whole MiB.
 */
export const imageSize = ({ perByte }: Tenant, usable: number): number =>
  wholeMib(usable * perByte + 112 * MIB);

/** Reads the mark of such a unit. Other words than those of a mount of ours, which is removed when nobody wants it. */
export function readTenantMark(
  { word }: Tenant,
  unit: string,
): { readonly fleet: string; readonly parts: readonly string[] } | undefined {
  const found = new RegExp(`^# holdfast ${word} fleet=(\\S+) pool=(\\S+) `).exec(unit);
  return found?.[1] ? { fleet: found[1], parts: [`pools.${found[2]}`] } : undefined;
}

/** What the file system of a unit is mounted from: an image or a device. */
export const sourceOf = (unit: string): string => /^What=(.*)$/m.exec(unit)?.[1]?.replaceAll("%%", "%") ?? "";

/**
 * The unit of the file system. It comes up before the daemon; when it does not, the tenant's folder is not there, and
 * the daemon goes without it instead of writing beside it.
 */
export function fileSystemUnit({ word, daemon }: Tenant, spec: FileSystemSpec): string {
  const image = spec.backing === "image";
  return `# holdfast ${word} fleet=${spec.fleet} pool=${spec.pool} (edit storage.yaml, not this file)
[Unit]
Description=holdfast: ${word} of ${literal(spec.pool)}
Before=${daemon}

[Mount]
What=${literal((image ? spec.image : spec.device) ?? "")}
Where=${literal(spec.root)}
Type=xfs
Options=${image ? "loop," : ""}noatime,inode64,nofail

[Install]
WantedBy=remote-fs.target
`;
}

/** The unit of a file system among those of the host. */
export const unitAt = (root: string, files: readonly ListedFile[]): ListedFile | undefined =>
  files.find(({ path }) => path === unitPath(root));

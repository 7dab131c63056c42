/** Bytes in one MiB. */
export const MIB = 2 ** 20;

/** mkfs.xfs of xfsprogs 5.19 and later refuses anything smaller. */
export const smallestXfs = 300 * MIB;

const units = "KMGTP";

/** Bytes of a size such as `2GB` (thousands) or `500GiB` (1024s); 0 for what is none. */
export function bytesOf(size: string): number {
  const [, number, unit = "", binary] = /^([0-9]+(?:\.[0-9]+)?) ?([KMGTP])(i?)B$/.exec(size) ?? [];
  if (number === undefined) return 0;
  return Math.round(Number(number) * (binary ? 1024 : 1000) ** (units.indexOf(unit) + 1));
}

/** Rounds bytes up to whole MiB, what image files and file systems are made in. */
export const wholeMib = (bytes: number): number => Math.ceil(bytes / MIB) * MIB;

/** Bytes as the file would say them, rounded up to what can be written whole: `600MiB`, `2GiB`. */
export function sizeText(bytes: number): string {
  const mib = Math.ceil(bytes / MIB);
  return mib % 1024 === 0 ? `${mib / 1024}GiB` : `${mib}MiB`;
}

/** The colours of the program; each paints one piece of text. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  magenta(text: string): string;
  cyan(text: string): string;
}

const painter =
  (on: boolean) =>
  (open: number, close: number) =>
  (text: string): string =>
    on && text !== "" ? `\u001b[${open}m${text}\u001b[${close}m` : text;

/** A palette that paints, or one that leaves every text as it is. */
export function palette(on: boolean): Palette {
  const paint = painter(on);
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    magenta: paint(35, 39),
    cyan: paint(36, 39),
  };
}

/** No colour at all. */
export const plain: Palette = palette(false);

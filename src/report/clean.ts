/** Terminal control sequences as a whole (CSI, OSC, two-character), so that no rest of one stays behind. */
const sequences =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b(?:[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/** C0, C1, line separators, and the marks that turn the direction of text around. */
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** One line, safe to print: what a host or a file said can neither move the cursor nor start a new line. */
export const clean = (text: string): string =>
  text
    .replace(sequences, "")
    .replace(/[\t\n\r]/g, " ")
    .replace(controls, "");

/** Like {@link clean}, keeping line breaks; a final line break makes no empty line. */
export const cleanLines = (text: string): readonly string[] =>
  text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map(clean);

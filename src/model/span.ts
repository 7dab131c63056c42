/** A place in a user's file. Lines and columns count from 1, as editors do. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `storage.yaml:31:3`, the form editors and terminals make clickable. */
export const spanText = (at: Span): string => `${at.file}:${at.line}:${at.column}`;

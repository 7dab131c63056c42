/** A few lines at the bottom of a terminal that are redrawn in place; does nothing where nobody looks. */
export interface Screen {
  /** Whether there is a terminal to draw on. */
  readonly live: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Shows these lines instead of those shown before. */
  draw(lines: readonly string[]): void;
  /** Takes the lines away, so that something else can be printed. */
  clear(): void;
  /** Keeps the screen empty while `work` talks to the user. */
  aside<T>(work: () => Promise<T>): Promise<T>;
}

/** Draws on `stream` when it is a terminal that can move its cursor. */
export function openScreen(stream: NodeJS.WriteStream): Screen {
  const live = stream.isTTY === true && process.env.TERM !== "dumb";
  let height = 0;
  let held = 0;
  const clear = (): void => {
    if (height > 0) stream.write(`\u001b[${height}A\r\u001b[J`);
    height = 0;
  };
  return {
    live,
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    draw(lines) {
      if (!live || held > 0) return;
      clear();
      height = lines.length;
      if (height > 0) stream.write(`${lines.join("\n")}\n`);
    },
    clear,
    async aside(work) {
      clear();
      held += 1;
      try {
        return await work();
      } finally {
        held -= 1;
      }
    },
  };
}

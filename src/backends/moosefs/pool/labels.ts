/** What one copy asks of its chunkserver: one of these sets of labels; the empty set asks for none. */
export type Copy = readonly (readonly string[])[];

/**
 * The copies a label expression asks for, each with what its chunkserver must have; `undefined` for what
 * mfsscadmin(1) would not take. `A,B`, `2A`, `AB,C+D`, `B[X+Y]`, `*`, `2*`, and `2` for `2*`.
 */
export function copiesOf(expression: string): readonly Copy[] | undefined {
  const terms = expression.replaceAll(" ", "").split(",").map(termOf);
  return terms.every((term) => term !== undefined) ? terms.flat() : undefined;
}

function termOf(term: string): readonly Copy[] | undefined {
  const [, times = "", schema = ""] = /^([1-9]?)(.*)$/.exec(term) ?? [];
  const copy = schema === "*" || (schema === "" && times !== "") ? [[]] : sumOf(schema);
  return copy && Array.from({ length: Number(times || 1) }, () => copy);
}

/** `C+D`: either. */
function sumOf(text: string): Copy | undefined {
  const parts = split(text);
  const products = parts?.map(productOf);
  return products?.every((product) => product !== undefined) ? products.flat() : undefined;
}

/** Cuts at each `+` that is not in brackets. */
function split(text: string): readonly string[] | undefined {
  let depth = 0;
  const parts = [""];
  for (const letter of text) {
    depth += letter === "[" ? 1 : letter === "]" ? -1 : 0;
    if (depth < 0) return undefined;
    if (letter === "+" && depth === 0) parts.push("");
    else parts.push((parts.pop() ?? "") + letter);
  }
  return depth === 0 ? parts : undefined;
}

/** `AB`, `B[X+Y]`: all of it. */
function productOf(text: string): Copy | undefined {
  if (text === "") return undefined;
  const end = text.startsWith("[") ? closing(text) : 0;
  const head = end > 0 ? sumOf(text.slice(1, end)) : /^[A-Z]/.test(text) ? [[text.charAt(0)]] : undefined;
  const rest = text.slice(end + 1);
  const tail = rest === "" ? [[]] : productOf(rest);
  return head && tail && head.flatMap((one) => tail.map((other) => [...one, ...other]));
}

/** Place of the bracket that closes the one `text` begins with; the brackets are known to pair. */
function closing(text: string): number {
  let depth = 0;
  for (const [place, letter] of [...text].entries()) {
    depth += letter === "[" ? 1 : letter === "]" ? -1 : 0;
    if (depth === 0) return place;
  }
  return 0;
}

/** Whether a server with these labels may hold the copy. */
export const suits = (copy: Copy, labels: readonly string[]): boolean =>
  copy.some((product) => product.every((label) => labels.includes(label)));

/** How many of the copies find a server of their own, at most: each server holds one copy of a chunk. */
export function placeable(copies: readonly Copy[], servers: readonly (readonly string[])[]): number {
  const holds = new Map<number, number>();
  /** Finds a server for a copy, moving others to another server where that helps. */
  const place = (copy: number, tried: Set<number>): boolean =>
    servers.some((labels, server) => {
      if (tried.has(server) || !suits(copies[copy] ?? [], labels)) return false;
      tried.add(server);
      const held = holds.get(server);
      if (held !== undefined && !place(held, tried)) return false;
      holds.set(server, copy);
      return true;
    });
  return copies.filter((_, copy) => place(copy, new Set())).length;
}

import { readFileSync } from "node:fs";

/** The numbers in a list as the kernel prints it: `0-2,5` is 0, 1, 2, 5. */
export function cpuNumbers(list: string): number[] {
  return list
    .trim()
    .split(",")
    .flatMap((part) => {
      const [from = 0, to = from] = part.split("-").map(Number);
      return Array.from({ length: to - from + 1 }, (_, at) => from + at);
    });
}

/**
 * A command prefix that keeps a program on one of this machine's processors, `index` after `index` in turn. A user-mode
 * kernel and the processes in it wait for each other at every system call: on one processor that is three times as
 * fast as across two.
 */
export function onOneCpu(index: number): string[] {
  const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const numbers = cpuNumbers(list);
  return ["taskset", "-c", String(numbers[index % numbers.length])];
}

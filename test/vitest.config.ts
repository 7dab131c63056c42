import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Two projects: `fast` needs nothing but Node; `lab` drives real hosts, three suites side by side. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    // one more than there are cores: a good part of these tests waits for time-outs and other processes
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/lab/**"],
          setupFiles: ["test/support/property.ts"],
          testTimeout: 60_000,
          // no module keeps state and no test replaces one, so that loading them once per worker will do
          isolate: false,
        },
      },
      {
        test: {
          name: "lab",
          include: ["test/lab/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // each has a lab of its own, and spends a good part of its time waiting
          maxWorkers: 3,
          setupFiles: ["test/lab/until.ts"],
        },
      },
    ],
  },
});

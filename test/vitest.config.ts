import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Two projects: `fast` needs nothing but Node; `lab` drives real hosts, one suite after another. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    // the runner would leave one core to itself, and has nothing to do with it
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/lab/**"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "lab",
          include: ["test/lab/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          // real hosts share their machine with whatever else it does; what fails twice is broken
          retry: 1,
        },
      },
    ],
  },
});

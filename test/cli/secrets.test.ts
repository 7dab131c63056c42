import { join } from "node:path";
import { expect, it } from "vitest";
import type { Run } from "../../src/cli/run.ts";
import { openSecrets } from "../../src/cli/secrets.ts";
import { folderWith } from "./binary.ts";

const withEnv = (env: Readonly<Record<string, string>>) =>
  openSecrets({ io: { env, stdin: {}, stdout: {}, stderr: {} } } as unknown as Run);

it("takes the sudo password from the environment, before its file", async () => {
  const folder = folderWith({ password: "from file\nsecond line\n" });
  const HOLDFAST_SUDO_PASSWORD_FILE = join(folder, "password");
  expect(await withEnv({ HOLDFAST_SUDO_PASSWORD_FILE }).sudoPassword()).toBe("from file");
  const both = withEnv({ HOLDFAST_SUDO_PASSWORD: "direct", HOLDFAST_SUDO_PASSWORD_FILE });
  expect(await both.sudoPassword()).toBe("direct");
});

it("has none without a terminal to ask on", async () => {
  expect(await withEnv({}).sudoPassword()).toBeUndefined();
  expect(await withEnv({}).passphrase("/k")).toBeUndefined();
});

it("says when the file cannot be read, without a stack", async () => {
  await expect(withEnv({ HOLDFAST_SUDO_PASSWORD_FILE: "/nowhere" }).sudoPassword()).rejects.toMatchObject({
    name: "Stop",
    exit: 3,
    message: "HOLDFAST_SUDO_PASSWORD_FILE: cannot read /nowhere (ENOENT).",
  });
});

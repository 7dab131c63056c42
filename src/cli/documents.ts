import { open, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import type { Plan } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { planFrom } from "../report/json.ts";
import { exit, Stop } from "./exit.ts";

const why = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return (
    {
      ENOENT: "there is no such file",
      EACCES: "permission denied",
      EISDIR: "it is a folder",
    }[code ?? ""] ?? message
  );
};

async function documentOf(path: string, kind: "plan" | "snapshot"): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Stop(exit.usage, `cannot read ${path}: ${why(error)}.`);
  });
  const hint =
    kind === "plan" ? "Make one with `holdfast plan --out F`." : "Make one with `holdfast probe --out F`.";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Stop(exit.usage, `${path} is not JSON: ${(error as Error).message}`, { hint });
  }
  const { Ajv } = await import("ajv");
  const schema = await readFile(new URL(`../../schemas/${kind}.schema.json`, import.meta.url), "utf8");
  const ajv = new Ajv({ strict: false });
  if (!ajv.validate(JSON.parse(schema), value)) {
    const [first] = ajv.errors ?? [];
    throw new Stop(
      exit.usage,
      `${path} is not a holdfast ${kind}: ${first?.instancePath || "it"} ${first?.message}.`,
      { hint },
    );
  }
  return value;
}

/** A saved plan. Ends the command when the file is not one. */
export const readPlan = async (path: string): Promise<Plan> => planFrom(await documentOf(path, "plan"));

/** A saved probe. Ends the command when the file is not one. */
export const readSnapshot = async (path: string): Promise<Snapshot> =>
  (await documentOf(path, "snapshot")) as Snapshot;

/** Written whole or not at all, readable by its owner only; what is no regular file (a pipe) is written to. */
export async function save(path: string, text: string): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const there = await stat(target).catch(() => undefined);
    if (there && !there.isFile()) return await writeFile(target, text);
    const beside = `${target}.${process.pid}.tmp`;
    const file = await open(beside, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
      await file.close();
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  } catch (error) {
    throw new Stop(exit.usage, `cannot write ${path}: ${why(error)}.`);
  }
}

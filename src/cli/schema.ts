import { jsonText } from "../report/json.ts";
import { exit } from "./exit.ts";
import { type Act, print } from "./run.ts";

/** `holdfast schema`: the schema of storage.yaml as one document. */
export const schema: Act = async ({ io }) => {
  const { storageSchema } = await import("../config/schema.ts");
  print(io.stdout, [jsonText(storageSchema())]);
  return exit.ok;
};

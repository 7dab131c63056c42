import type { Host } from "../../src/model/host.ts";

/** A host for tests; `address` is its name unless given. */
export const host = (fields: Partial<Host>): Host => ({
  name: "s1",
  address: "s1",
  storageAddress: fields.address ?? "s1",
  sudo: false,
  labels: {},
  at: { file: "storage.yaml", line: 1, column: 1 },
  ...fields,
});

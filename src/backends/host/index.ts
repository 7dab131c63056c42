import type { Backend } from "../../model/backend.ts";
import { directory } from "./directory/index.ts";
import { hostChecks, hostExamination } from "./doctor/index.ts";
import { expandLinks } from "./expand.ts";
import { file } from "./file/index.ts";
import { hostFindings } from "./findings/index.ts";
import { links } from "./links/index.ts";
import { mount } from "./mount/index.ts";
import { packages } from "./packages/index.ts";
import { unit } from "./unit/index.ts";

/** What the other backends stand on: packages, units, directories, names, mounts. */
export const host: Backend = {
  name: "host",
  kinds: [packages, unit, directory, file, links, mount],
  findings: hostFindings,
  expand: expandLinks,
  rules: () => [],
  places: () => [],
  meeting: () => [],
  judge: () => [],
  status: () => [],
  topology: () => [],
  examination: hostExamination,
  checks: hostChecks,
  mustKnow: () => [],
};

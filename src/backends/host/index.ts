import type { Backend } from "../../model/backend.ts";
import { directory } from "./directory.ts";
import { hostChecks, hostExamination } from "./doctor.ts";
import { expandLinks } from "./expand.ts";
import { file } from "./file.ts";
import { links } from "./links.ts";
import { mount } from "./mount.ts";
import { packages } from "./packages.ts";
import { unit } from "./unit.ts";

/** What the other backends stand on: packages, units, directories, names, mounts. */
export const host: Backend = {
  name: "host",
  kinds: [packages, unit, directory, file, links, mount],
  expand: expandLinks,
  rules: () => [],
  judge: () => [],
  status: () => [],
  topology: () => [],
  examination: hostExamination,
  checks: hostChecks,
  mustKnow: () => [],
};

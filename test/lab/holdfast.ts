import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { Lab } from "./lab.ts";
import type { Ended, ProgramOptions, Running } from "./program.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Everything of a storage.yaml but the fleet, its hosts and how to log in. */
export interface Sections {
  readonly links?: readonly (readonly string[])[];
  readonly shares?: Readonly<Record<string, unknown>>;
  readonly pools?: Readonly<Record<string, unknown>>;
  readonly consents?: readonly string[];
  /** Replaces the whole `ssh:` section. */
  readonly ssh?: Readonly<Record<string, unknown>>;
  /** Replaces or adds hosts. */
  readonly hosts?: Readonly<Record<string, unknown>>;
}

/** The real program, run on a lab's hosts as a user would run it. */
export interface Holdfast {
  /** The path of the storage.yaml that {@link write} writes. */
  readonly file: string;
  /** Declares what the hosts of the lab shall be. */
  write(sections: Sections): void;
  /** Starts the program; the file is given by `-f`. */
  start(args: readonly string[], options?: ProgramOptions): Running;
  /** Runs it to its end. */
  run(args: readonly string[], options?: ProgramOptions): Promise<Ended>;
  /** Runs it and throws, with all it said, unless it ends with `code`. */
  must(args: readonly string[], code?: number): Promise<string>;
}

/** A holdfast for a lab, with a file of its own; every host of the lab is in it unless `names` says which. */
export function holdfastFor(lab: Lab, name = "storage.yaml", names?: readonly string[]): Holdfast {
  const file = join(lab.dir, name);
  const hosts = Object.fromEntries(
    lab.hosts.filter((host) => !names || names.includes(host.name)).map((host) => [host.name, host.address]),
  );
  const ssh = { user: "root", identityFile: lab.key, knownHosts: lab.knownHosts };
  const start: Holdfast["start"] = ([command = "", ...args], options = {}) => {
    // nothing of this machine's own agent or configuration takes part
    const env = { SSH_AUTH_SOCK: undefined, HOME: lab.dir, NO_COLOR: "1", ...options.env };
    const argv = [process.execPath, CLI, command, "-f", file, ...args];
    return lab.run(argv, { timeoutMs: 600_000, ...options, env });
  };
  const run: Holdfast["run"] = (args, options) => start(args, options).done;
  return {
    file,
    write: (sections) =>
      writeFileSync(
        file,
        stringify({ version: 1, fleet: "studio", ssh, ...sections, hosts: { ...hosts, ...sections.hosts } }),
      ),
    start,
    run,
    async must(args, code = 0) {
      const ended = await run(args);
      if (ended.code === code) return ended.stdout;
      throw new Error(
        `holdfast ${args.join(" ")} ended with ${ended.code}, not ${code}:\n${ended.stdout}${ended.stderr}`,
      );
    },
  };
}

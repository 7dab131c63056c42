import type { Option } from "commander";
import { flag, positive } from "./flags.ts";
import type { Act } from "./run.ts";

/** One command: what its help says, and where its code is; the code is loaded only when the command runs. */
export interface Entry {
  readonly name: string;
  readonly argument?: readonly [string, string];
  readonly summary: string;
  readonly flags?: () => readonly Option[];
  readonly examples: readonly string[];
  load(): Promise<Act>;
}

const markdown = () => flag("--markdown", "for a pull request or a job summary");
const out = (what: string) => flag("--out <path>", `save ${what} to a file`);

/** All commands, in the order of a working day. */
export const commands: readonly Entry[] = [
  {
    name: "validate",
    summary: "check the file; contacts no host",
    examples: ["holdfast validate", "holdfast validate -f hosts.yaml -f shares/", "holdfast validate --json"],
    load: async () => (await import("./validate.ts")).validate,
  },
  {
    name: "schema",
    summary: "print the JSON Schema of storage.yaml, for editors",
    examples: ["holdfast schema > storage.schema.json"],
    load: async () => (await import("./schema.ts")).schema,
  },
  {
    name: "explain",
    argument: ["[code]", "code of a finding, such as GLU230; all are listed without one"],
    summary: "say what a finding means, how it comes about, and the way out; contacts no host",
    flags: () => [markdown()],
    examples: ["holdfast explain GLU230", "holdfast explain", "holdfast explain MFS235 --json"],
    load: async () => (await import("./explain.ts")).explain,
  },
  {
    name: "doctor",
    summary: "check that every host can be worked on; changes nothing",
    examples: ["holdfast doctor", "holdfast doctor --host 's*'"],
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    name: "probe",
    summary: "print what the hosts have, as JSON; changes nothing",
    flags: () => [out("it")],
    examples: ["holdfast probe --out snapshot.json", "holdfast probe --host s1"],
    load: async () => (await import("./probe.ts")).probe,
  },
  {
    name: "plan",
    summary: "show what differs and what would be done; changes nothing",
    flags: () => [
      markdown(),
      flag("--detailed-exitcode", "exit 2 when changes are pending"),
      out("the plan"),
      flag("--snapshot <path>", "plan from a saved probe instead of the hosts"),
    ],
    examples: [
      "holdfast plan",
      "holdfast plan --only shares.web --out plan.json",
      "holdfast plan --markdown",
    ],
    load: async () => (await import("./plan.ts")).plan,
  },
  {
    name: "apply",
    argument: ["[plan]", "a plan saved with `plan --out`: do exactly that"],
    summary: "make the hosts as the file says, after asking",
    flags: () => [
      flag("--wait <seconds>", "how long to stay for drains and heals; a later run goes on")
        .argParser(positive)
        .default(Number.POSITIVE_INFINITY, "until they end"),
    ],
    examples: [
      "holdfast apply",
      "holdfast apply plan.json",
      "holdfast apply --yes --json",
      "holdfast apply --wait 600",
    ],
    load: async () => (await import("./apply.ts")).apply,
  },
  {
    name: "status",
    summary: "show the health of every share and pool; changes nothing",
    flags: () => [markdown()],
    examples: ["holdfast status", "holdfast status --json"],
    load: async () => (await import("./status.ts")).status,
  },
  {
    name: "graph",
    summary: "draw who serves whom, or the order of a saved plan",
    flags: () => [
      flag("--format <format>", "what to draw with").choices(["mermaid", "dot"]).default("mermaid"),
      flag("--plan <path>", "draw the actions of a saved plan"),
    ],
    examples: ["holdfast graph", "holdfast graph --plan plan.json --format dot | dot -Tsvg > plan.svg"],
    load: async () => (await import("./graph.ts")).graph,
  },
  {
    name: "completion",
    argument: ["<shell>", "bash, zsh or fish"],
    summary: "print a script that completes commands and flags in a shell",
    examples: [
      "source <(holdfast completion bash)",
      "holdfast completion fish > ~/.config/fish/completions/holdfast.fish",
    ],
    load: async () => (await import("./completion.ts")).completion,
  },
];

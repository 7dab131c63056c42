/** What a shell has to know about a command. */
export interface Spec {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** Words its argument can be; undefined where it is a file, empty where it takes none. */
  readonly words?: readonly string[];
}

/** One flag: `--file`, perhaps `-f`, and what it takes. */
export interface Flag {
  readonly long: string;
  readonly short?: string;
  readonly text: string;
  readonly takes: "nothing" | "file" | "host" | "part" | "word" | readonly string[];
}

type Make = (commands: readonly Spec[], common: readonly Flag[]) => readonly string[];

/** Reads names out of storage.yaml without starting holdfast: a key press must not wait for Node. */
const names = `awk -v want="$1" '
    /^[A-Za-z]/ { section = $1; sub(":.*", "", section) }
    /^  [A-Za-z0-9]/ && (want == "host" ? section == "hosts" : section == "shares" || section == "pools") {
      name = $1; sub(":.*", "", name); print (want == "host" ? name : section "." name)
    }' storage.yaml 2>/dev/null`;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const spelled = ({ long, short }: Flag): readonly string[] => (short ? [short, long] : [long]);

/** Flags that take a value, each once. */
const valued = (commands: readonly Spec[], common: readonly Flag[]): readonly Flag[] => {
  const all = [...common, ...commands.flatMap(({ flags }) => flags)].filter(
    ({ takes }) => takes !== "nothing",
  );
  return [...new Map(all.map((flag) => [flag.long, flag])).values()];
};

const pattern = (commands: readonly Spec[]): string => commands.map(({ name }) => name).join("|");

const bashReply = ({ takes }: Flag): string => {
  if (takes === "file") return 'COMPREPLY=($(compgen -f -- "$word"))';
  if (takes === "host" || takes === "part") {
    return `COMPREPLY=($(compgen -W "$(_holdfast_names ${takes})" -- "$word"))`;
  }
  return takes === "word"
    ? "COMPREPLY=()"
    : `COMPREPLY=($(compgen -W ${quoted([...takes].join(" "))} -- "$word"))`;
};

const bash: Make = (commands, common) => [
  "# bash completion for holdfast; load it with: source <(holdfast completion bash)",
  `_holdfast_names() { ${names}; }`,
  "_holdfast() {",
  `  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" each`,
  `  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do`,
  `    case "$each" in ${pattern(commands)}) command="$each"; break ;; esac`,
  "  done",
  '  case "$before" in',
  ...valued(commands, common).map((flag) => `    ${spelled(flag).join("|")}) ${bashReply(flag)}; return ;;`),
  "  esac",
  `  local flags=${quoted(common.map(({ long }) => long).join(" "))} words=""`,
  '  case "$command" in',
  `    "") words=${quoted(commands.map(({ name }) => name).join(" "))} ;;`,
  ...commands.map(({ name, flags, words }) => {
    const more = flags.map(({ long }) => ` ${long}`).join("");
    const reply = words === undefined ? 'words="$(compgen -f)"' : `words=${quoted(words.join(" "))}`;
    return `    ${name}) flags="$flags${more}"; ${reply} ;;`;
  }),
  "  esac",
  '  [[ $word == -* ]] && words="$flags"',
  '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
  "}",
  "complete -o filenames -F _holdfast holdfast",
];

const zshReply = ({ takes }: Flag): string => {
  if (takes === "file") return "_files";
  if (takes === "host" || takes === "part") return `compadd -- $(_holdfast_names ${takes})`;
  return typeof takes === "string" ? "_message value" : `compadd -- ${takes.join(" ")}`;
};

/** `'--json:machine-readable output'`, the form _describe reads. */
const described = (name: string, text: string): string => quoted(`${name}:${text}`);

const zshFlags = (flags: readonly Flag[]): string =>
  flags.map(({ long, text }) => described(long, text)).join(" ");

const zsh: Make = (commands, common) => [
  "#compdef holdfast",
  "# zsh completion for holdfast; load it with: source <(holdfast completion zsh)",
  `_holdfast_names() { ${names}; }`,
  "_holdfast() {",
  "  local word=$words[CURRENT] before=$words[CURRENT-1] command= each",
  "  local -a flags commands",
  `  for each in $words[2,CURRENT-1]; do`,
  `    case $each in ${pattern(commands)}) command=$each; break ;; esac`,
  "  done",
  "  case $before in",
  ...valued(commands, common).map((flag) => `    ${spelled(flag).join("|")}) ${zshReply(flag)}; return ;;`),
  "  esac",
  `  flags=(${zshFlags(common)})`,
  `  commands=(${commands.map(({ name, summary }) => described(name, summary)).join(" ")})`,
  "  case $command in",
  ...commands
    .filter(({ flags }) => flags.length > 0)
    .map(({ name, flags }) => `    ${name}) flags+=(${zshFlags(flags)}) ;;`),
  "  esac",
  "  if [[ $word == -* ]]; then _describe flag flags; return; fi",
  "  case $command in",
  '    "") _describe command commands ;;',
  ...commands.flatMap(({ name, words }) => {
    if (words === undefined) return [`    ${name}) _files ;;`];
    return words.length > 0 ? [`    ${name}) compadd -- ${words.join(" ")} ;;`] : [];
  }),
  "  esac",
  "}",
  "compdef _holdfast holdfast",
];

const fishFlag = (flag: Flag, when: string): string => {
  const { takes } = flag;
  const value =
    takes === "nothing"
      ? ""
      : takes === "file"
        ? " -rF"
        : takes === "host" || takes === "part"
          ? ` -xa ${quoted(`(_holdfast_names ${takes})`)}`
          : takes === "word"
            ? " -x"
            : ` -xa ${quoted(takes.join(" "))}`;
  const short = flag.short ? ` -s ${flag.short.slice(1)}` : "";
  return `complete -c holdfast${when}${short} -l ${flag.long.slice(2)}${value} -d ${quoted(flag.text)}`;
};

const fish: Make = (commands, common) => [
  "# fish completion for holdfast: holdfast completion fish > ~/.config/fish/completions/holdfast.fish",
  `function _holdfast_names; ${names.replace("$1", "$argv[1]")}; end`,
  "complete -c holdfast -f",
  ...common.map((flag) => fishFlag(flag, "")),
  ...commands.flatMap(({ name, summary, flags, words }) => {
    const seen = ` -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c holdfast -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ...flags.map((flag) => fishFlag(flag, seen)),
      ...(words === undefined ? [`complete -c holdfast${seen} -F`] : []),
      ...(words && words.length > 0 ? [`complete -c holdfast${seen} -a ${quoted(words.join(" "))}`] : []),
    ];
  }),
];

/** The script of each shell. */
export const scripts: Readonly<Record<string, Make>> = { bash, zsh, fish };

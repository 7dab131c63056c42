import { refused } from "../model/finding-phrases.ts";
import type { FindingTable } from "../model/finding-table.ts";

/** Reported together with everything else that is wrong. */
const readOn = `${refused} The rest of the file is checked all the same, so that all errors show at once.`;

/** What is reported about the files themselves, before anything in them is understood. */
const fileFindings = {
  CFG101: {
    severity: "error",
    means: "A file or folder named by `-f` does not exist.",
    cause: "The path is misspelt, or holdfast runs in another folder. Without `-f` it reads storage.yaml.",
    done: refused,
    remedy: "Name the right file or folder with `-f`.",
    hint: "-f FILE names another file or a folder",
  },
  CFG102: {
    severity: "error",
    means: "A file cannot be read.",
    cause: "Permissions forbid it, or the disk reports an error; the message says which.",
    done: refused,
    remedy: "Make the file readable for the user who runs holdfast.",
  },
  CFG103: {
    severity: "error",
    means: "What `-f` names is neither a file nor a folder.",
    cause:
      "It is a device, a socket or a named pipe. Reading one of those can wait for ever, or do something.",
    done: `${refused} It was not opened.`,
    remedy: "Name a file or a folder; `-f -` reads what is piped in.",
    hint: "name a file or a folder",
  },
  CFG104: {
    severity: "error",
    means: "A folder holds no storage file.",
    cause: "No *.yaml or *.yml lies directly in it. Folders inside it and hidden files are not read.",
    done: refused,
    remedy: "Name the folder that holds the files.",
    hint: "only files directly in the folder are read",
  },
  CFG105: {
    severity: "error",
    means: "A file is too large to be a storage file.",
    cause: "`-f` names something else, such as a log or an image.",
    done: refused,
    remedy: "Name the right file. A configuration of that size can be split into several files.",
  },
  CFG106: {
    severity: "error",
    means: "A file is not UTF-8 text.",
    cause: "It is a binary file, or an editor saved it as UTF-16 or in an old 8-bit character set.",
    done: refused,
    remedy: "Save the file as UTF-8.",
    hint: "save it as UTF-8",
  },
  CFG107: {
    severity: "error",
    means: "A file is empty.",
    cause: "It holds nothing, or only comments: the output of a command that failed, perhaps.",
    done: `${refused} An empty file is never taken for "nothing is wanted".`,
    remedy: "Write the file. A smallest one has `version: 1`, `fleet:` and `hosts:`.",
    hint: "a smallest file has `version: 1`, `fleet:` and `hosts:`",
  },
} as const satisfies FindingTable;

/** What is reported about the YAML of a file. */
const yamlFindings = {
  CFG111: {
    severity: "error",
    means: "A file is not valid YAML.",
    cause:
      "A quote or bracket is not closed, the indentation does not fit, tabs are used to indent, or an alias names an anchor that is not there.",
    done: refused,
    remedy: "Correct the line that the message names.",
    hint: {
      placeholder: "inside { } and [ ], a placeholder must stand in quotes",
      tabs: "indent with spaces, not with tabs",
    },
  },
  CFG112: {
    severity: "error",
    means: "A file holds more than one YAML document.",
    cause: "A line `---` begins a second one.",
    done: refused,
    remedy: "Give each document a file of its own and name them all, or name the folder they are in.",
    hint: "give each document a file of its own: -f a.yaml -f b.yaml",
  },
  CFG113: {
    severity: "error",
    means: "A key is in one mapping twice.",
    cause: "A block was copied, or two people added the same name. Most YAML readers silently take the last.",
    done: readOn,
    remedy: "Keep one of the two.",
  },
  CFG114: {
    severity: "error",
    means: "A file is nested too deeply, or has too much in it.",
    cause: "Brackets or aliases multiply, an alias contains itself, or the file is no storage file at all.",
    done: refused,
    remedy: "Write it out plainly, or split it into several files.",
  },
  CFG115: {
    severity: "error",
    means: "A file uses a feature of YAML that has no meaning here.",
    cause: "It has a tag such as `!vault`, a key that is a list or a mapping, or `<<` with plain text.",
    done: readOn,
    remedy: `Write the value plainly. A secret comes from the environment: \`\${env:NAME}\`.`,
  },
  CFG116: {
    severity: "error",
    means: "A file is not a mapping.",
    cause: "Its outermost level is a list or plain text, so it is something else than a storage file.",
    done: refused,
    remedy: "Begin the file with `version: 1`, `fleet:` and `hosts:`.",
  },
  CFG199: {
    severity: "error",
    means: "There are more findings than are shown.",
    cause: "More than a hundred things are wrong, mostly because of one slip that many others follow from.",
    done: refused,
    remedy: "Correct the first ones and run `holdfast validate` again.",
  },
} as const satisfies FindingTable;

/** What is reported where a file is YAML and does not match the schema. */
const schemaFindings = {
  CFG201: {
    severity: "error",
    means: "A key is not known at this place.",
    cause: "It is misspelt, indented under the wrong parent, or belongs to another type of pool.",
    done: readOn,
    remedy: "Correct the key. `holdfast schema` prints what is known, and editors complete from it.",
    hint: "{next}",
  },
  CFG202: {
    severity: "error",
    means: "A key that is needed is missing.",
    cause: "It was left out, or is indented under another parent.",
    done: readOn,
    remedy: "Add the key.",
    hint: "{next}",
  },
  CFG203: {
    severity: "error",
    means: "A value is of the wrong type.",
    cause:
      "A single value is where a list or a mapping is expected, or the other way round, or nothing at all.",
    done: readOn,
    remedy: "Write the value as the message says.",
    hint: "{next}",
  },
  CFG204: {
    severity: "error",
    means: "YAML reads a value as a number or truth value where text is expected.",
    cause: "A word such as `true` or a number stands without quotes.",
    done: readOn,
    remedy: "Put the value in quotes.",
    hint: "{next}",
  },
  CFG205: {
    severity: "error",
    means: "A value is none of the words that are possible here.",
    cause: "The word is misspelt, or has another name in holdfast.",
    done: readOn,
    remedy: "Use one of the words the message lists.",
    hint: "{next}",
  },
  CFG206: {
    severity: "error",
    means: "A value does not have the form that is expected.",
    cause: "A path is not absolute, a size has no unit, a name has characters that are not allowed.",
    done: readOn,
    remedy: "Write the value in the form the message names.",
    hint: "{next}",
  },
  CFG207: {
    severity: "error",
    means: "A number is out of range, or a list is too short or has an entry twice.",
    cause: "The value is below or above what the daemon or holdfast can do, or an entry was copied.",
    done: readOn,
    remedy: "Choose a value in the range; add or remove an entry.",
    hint: "{next}",
  },
  CFG209: {
    severity: "error",
    means: "A name has characters or a length that are not allowed.",
    cause:
      "Names of hosts, shares and pools become parts of file names, unit names and marks, so they are kept plain.",
    done: readOn,
    remedy: "Choose a name in the form the message gives.",
    hint: "{next}",
  },
  CFG299: {
    severity: "error",
    means: "A value does not match the schema in a way that has no sentence of its own.",
    cause: "A rule of the schema was added without one: a gap in holdfast, not in your file alone.",
    done: readOn,
    remedy: "Correct the value as the message says, and report the message.",
    hint: "{next}",
  },
} as const satisfies FindingTable;

/** What is reported about values from the environment, and about several files that make one configuration. */
const sourceFindings = {
  CFG301: {
    severity: "error",
    means: "A placeholder names an environment variable that is not set.",
    cause: "The variable is misspelt, or not exported where holdfast runs (a CI job's secret, for one).",
    done: `${readOn} An unset variable is never taken for an empty value.`,
    remedy: "Set the variable, or correct its name.",
  },
  CFG302: {
    severity: "error",
    means: `A placeholder is not of the form \`\${env:NAME}\`.`,
    cause: "The closing brace is missing, or the name has other characters than letters, digits and `_`.",
    done: readOn,
    remedy: `Write \`\${env:NAME}\`; \`$\${env:\` stands for the text itself.`,
  },
  CFG303: {
    severity: "error",
    means: "Two files define the same host, share, pool or other name.",
    cause: "Several files were given, and one entry is in two of them.",
    done: `${readOn} holdfast never lets one file silently override another.`,
    remedy: "Keep one of the two.",
  },
  CFG304: {
    severity: "error",
    means: "Two files give different values to a key of the whole configuration.",
    cause: "They differ in `version` or `fleet`: perhaps files of two fleets were given together.",
    done: readOn,
    remedy: "Say it in one file, or the same in both.",
    hint: "say it once",
  },
  CFG305: {
    severity: "error",
    means: "Two files have the same key with values of different types.",
    cause: "In one file the key holds a mapping, in the other a list or a single value.",
    done: readOn,
    remedy: "Correct the file in which the key has the wrong type.",
  },
} as const satisfies FindingTable;

/** What the cross-checks report about hosts and links. */
const hostRuleFindings = {
  CFG401: {
    severity: "error",
    means: "The address of a host is neither an IP address nor a name.",
    cause: "A number is missing or too large, or a port was appended.",
    done: readOn,
    remedy: "Correct the address. A port has a key of its own: `port`.",
  },
  CFG402: {
    severity: "error",
    means: "The storage address of a host means another machine on every host.",
    cause: "`storageAddress` is a loopback address or `localhost`; others would connect to themselves.",
    done: readOn,
    remedy: "Give the address by which the other hosts reach this one.",
  },
  CFG403: {
    severity: "warning",
    means: "Two names have the same address.",
    cause: "One machine is declared twice, or an address was copied and not changed.",
    done: "The file is accepted. If it is one machine, everything on it is done twice and may be undone by turns.",
    remedy: "Keep one name for one machine, or correct the address.",
    hint: "one machine needs one name",
  },
  CFG404: {
    severity: "error",
    means: "`links` names a host that is not under `hosts:`.",
    cause: "The name is misspelt, or the host was removed from `hosts:` and is still named here.",
    done: readOn,
    remedy: "Correct the name, or declare the host under `hosts:`.",
    hint: { near: "did you mean `{near}`?", all: "hosts: {names}" },
  },
  CFG405: {
    severity: "error",
    means: "A linked host has no IP address that could be written to /etc/hosts of the others.",
    cause: "Its `address` is a name or `local`, and it has no `storageAddress`.",
    done: readOn,
    remedy: "Set `storageAddress` of the host to its IP address.",
    hint: "set hosts.{name}.storageAddress",
  },
} as const satisfies FindingTable;

/** Every finding about the files themselves: code to what it means. */
export const configFindings = {
  ...fileFindings,
  ...yamlFindings,
  ...schemaFindings,
  ...sourceFindings,
  ...hostRuleFindings,
};

/** A code of this list. */
export type ConfigCode = keyof typeof configFindings;

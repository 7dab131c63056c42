import { drafting, type FindingTable } from "../model/finding-table.ts";

/** What comparing the fleet with the file, and planning, report about things of every kind. */
export const planFindings = {
  PLN101: {
    severity: "error",
    means: "Two parts of the file want one thing on one host, in different ways.",
    cause: "Two shares or pools use the same path, unit or mount point with different settings.",
    done: "holdfast plans nothing for it and for what needs it, and leaves it as it is.",
    remedy: "Keep one of the two, or give one of them another place.",
    hint: "two parts of the file want the same thing on the same host: keep one",
  },
  PLN110: {
    severity: "error",
    means: "A thing that is declared belongs to another fleet.",
    cause: "It carries the mark of a file with another `fleet:`; both files declare it.",
    done: "holdfast plans nothing for it and for what needs it. A thing with another fleet's mark is never changed or removed.",
    remedy:
      "Decide which file keeps it and take it out of the other. If this file was given a new `fleet:` name, put the old name back.",
    hint: "one thing can be kept by one fleet only: take it out of one of the two files",
  },
  PLN111: {
    severity: "warning",
    means: "A thing that is declared as absent is there, and not holdfast's.",
    cause: "It was made by hand or by another tool: it carries no mark.",
    done: "It is left as it is.",
    remedy: "Remove it by hand, or take it out of the file.",
    hint: "remove it by hand, or take it out of the file: what holdfast did not make it does not remove",
  },
  PLN120: {
    severity: "info",
    means: "A thing that holds data is no longer declared.",
    cause:
      "Its pool or share was taken out of the file, and removing the service kept the data, as it always does.",
    done: "The data is kept, plan after plan, until somebody agrees to erase exactly this.",
    remedy:
      "Leave it, or declare it again to use it. To erase it for good, apply with the consent that the message prints; it holds for this one thing, as it was seen.",
    hint: "`--consent {token}` {why}",
  },
} as const satisfies FindingTable;

/** Makes the drafts of these findings. */
export const draft = drafting<keyof typeof planFindings>(planFindings);

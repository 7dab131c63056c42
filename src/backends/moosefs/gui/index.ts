import type { Action } from "../../../model/action.ts";
import type { HostKind } from "../../../model/backend.ts";
import { fileFact, fileState } from "../../host/file/index.ts";
import { readMark } from "../../host/write/mark.ts";
import { shell } from "../../host/write/scripts.ts";

/** The daemon of the web pages. */
export const GUI = "moosefs-cgiserv.service";

/** Our settings of it: where it listens. They mark it as ours. */
export const GUI_FILE = `/etc/systemd/system/${GUI}.d/holdfast.conf`;

/** The settings go last: as long as they are there, it is found again. */
const REMOVE = `# stop the web pages for good
set -eu
systemctl disable --now -- "$1"
rm -f -- "$2"
rmdir -- "$(dirname -- "$2")" 2>/dev/null || :
systemctl daemon-reload`;

/**
 * `moosefs.gui/<host>`: web pages that the file does not name any more are stopped, since whoever reaches them may act
 * by them. Where it names them, their file and their unit are looked after by themselves.
 */
export const gui: HostKind = {
  type: "moosefs.gui",
  prune: true,
  facts: ({ resources }) => (resources.length > 0 ? [] : [fileFact(GUI_FILE)]),
  observe: ({ fleet, host, resources }, read) => {
    const [declared] = resources;
    const address = `moosefs.gui/${host}`;
    if (declared) {
      const { needs, parts } = declared;
      return [{ address, host, needs, parts, observation: { status: "present", mark: "shared", state: {} } }];
    }
    const seen = fileState(read(fileFact(GUI_FILE).key), fleet);
    if (seen.status !== "present" || seen.mark !== "ours") return [];
    const mark = readMark(seen.state.content as string);
    return [{ address, host, needs: mark?.needs ?? [], parts: mark?.parts ?? [], observation: seen }];
  },
  want: () => ({}),
  check: () => [],
  actions: ({ op, address, host, why }): readonly Action[] =>
    op === "delete"
      ? [
          {
            type: "moosefs.gui.remove",
            address,
            host,
            params: {},
            risk: "safe",
            lane: `${host}/gui`,
            phase: "teardown",
            because: why,
          },
        ]
      : [],
  commands: () => [shell(REMOVE, [GUI, GUI_FILE])],
};

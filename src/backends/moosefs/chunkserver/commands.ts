import type { Action } from "../../../model/action.ts";
import type { Command } from "../../../model/transport.ts";
import { fileCommands } from "../../host/file/index.ts";
import { mutation, shell, writeFile } from "../../host/write/scripts.ts";
import { HDD_PATH, RETIRED_PATH } from "../probe/mfshdd.ts";
import { JOIN, startScript } from "../probe/start-script.ts";
import { CHUNKSERVER_CONFIG } from "./resource.ts";

const UNIT = "moosefs-chunkserver.service";

/** It reports only what it did: it ends with 0 whatever happens. */
const FORGET = `# let the master forget a chunkserver
said=$(mfscli -n -p -H 127.0.0.1 "-CRC/$1/$2" 2>&1)
printf '%s\\n' "$said"
case $said in *'has been removed'*|*"hasn't been found"*) exit 0;; esac
exit 1`;

const RETIRE = `# keep the list of disks under a name that nobody reads
set -eu
! systemctl -q is-active -- "$3" || { echo "the chunkserver runs: its list was left as it is" >&2; exit 1; }
[ ! -e "$1" ] || mv -f -T -- "$1" "$2"
sync -- "$(dirname -- "$1")"`;

const list = (params: Action["params"]) => ({
  path: HDD_PATH,
  content: params.content as string,
  mode: "644",
  owner: "root:root",
  basis: params.basis as string,
});

const listed = (params: Action["params"]) =>
  fileCommands({ ...list(params), notify: { verb: "reload", unit: UNIT } });

/** What an action on a chunkserver runs. */
export function serverCommands({ type, params }: Action): readonly Command[] {
  switch (type.slice("moosefs.chunkserver.".length)) {
    case "write":
    case "drop":
      return listed(params);
    case "mark":
      // for a second the master shows what it knew of the disks before
      return [...listed(params), shell("# let the master take notice\nsleep 3", [])];
    case "start":
      return [
        ...(params.content === undefined ? [] : [writeFile(list(params))]),
        shell(startScript("start", "24CC"), [UNIT, CHUNKSERVER_CONFIG], 120),
      ];
    case "join":
      return [shell(JOIN, [UNIT, CHUNKSERVER_CONFIG], 90)];
    case "reload":
      return [mutation(["systemctl", "reload", "--", UNIT])];
    case "stop":
      return [mutation(["systemctl", "disable", "--now", "--", UNIT], 330)];
    case "forget":
      return [shell(FORGET, [String(params.ip), String(params.port)])];
    case "retire":
      return [shell(RETIRE, [HDD_PATH, RETIRED_PATH, UNIT])];
    default:
      return [];
  }
}

const remedies: readonly { readonly says: RegExp; readonly hint: string }[] = [
  {
    says: /wrong meta id/i,
    hint: "a disk holds chunks of another MooseFS instance: plan shows which; name another folder",
  },
  {
    says: /lock file/i,
    hint: "the folder is not there, not mfs's, or used by another chunkserver: see that its disk is mounted",
  },
  {
    says: /no hdd space defined/i,
    hint: "none of its disks can be used: plan shows what is wrong with each",
  },
  {
    says: /localhost \(127/i,
    hint: "the master's name resolves to this host itself: plan puts /etc/hosts right",
  },
  {
    says: /can't resolve|did not reach its master|connection (?:failed|refused)/i,
    hint: "see that the master runs, and that its port 9420 is open to this host",
  },
  { says: /still active/i, hint: "the chunkserver still runs: stop it first, then apply again" },
];

/** What to do about what a failed action said. */
export const explainServer = (_action: Action, said: string): string | undefined =>
  remedies.find(({ says }) => says.test(said))?.hint;

import { expect } from "vitest";
import type { Lab } from "./lab.ts";

/**
 * Writes files whose name is their checksum, tells of each only after it was synced (gluster's `flush-behind` lets a
 * close return before the bricks have the data), and reads earlier ones back; a file that cannot be written, or is not
 * what its name says, is an error. `$1` is the mount.
 */
const WORK = `
at=$1; me=$(cat /etc/hostname); cd /root || exit
: >errors; : >written; n=0
while [ ! -e stop ]; do
  n=$((n + 1))
  dd if=/dev/urandom of=new bs=48k count=1 status=none
  sum=$(sha256sum <new | cut -c1-64)
  if dd if=new of="$at/$sum" bs=48k conv=fsync status=none 2>said; then echo "$sum" >>written; echo "$sum" >>"$at/index-$me" 2>>errors
  else echo "write $sum: $(cat said)" >>errors; fi
  for index in "$at"/index-*; do
    old=$(shuf -n 1 "$index" 2>/dev/null)
    case $old in *[!0-9a-f]*|'') continue;; esac
    [ \${#old} = 64 ] || continue
    cat "$at/$old" >got 2>>errors
    [ "$(sha256sum <got | cut -c1-64)" = "$old" ] || echo "$(date +%T) read $old: $(wc -c <got) bytes; again: $(sha256sum <"$at/$old" | cut -c1-64)" >>errors
  done
  sleep 0.3
done
echo over >>written
`;

/** Starts writing and reading on each client; they go on until {@link stopTraffic}. */
export async function startTraffic(lab: Lab, clients: readonly string[], at: string): Promise<void> {
  await Promise.all(
    clients.map(async (name) => {
      await lab.must(name, `cat >/root/work.sh <<'END'${WORK}END\nrm -f /root/stop`);
      await lab.must(name, `systemd-run -q --unit=traffic sh /root/work.sh ${at}`);
    }),
  );
  await checkTraffic(lab, clients, at);
}

const linesOf = async (lab: Lab, host: string, path: string) =>
  (await lab.must(host, `cat ${path}`)).split("\n").filter((line) => line !== "");

/** No write failed and no read went wrong so far, and the work goes on: files are written while this looks. */
export async function checkTraffic(lab: Lab, clients: readonly string[], _at: string): Promise<void> {
  for (const name of clients) {
    const before = (await linesOf(lab, name, "/root/written")).length;
    await lab.must(
      name,
      `for i in $(seq 120); do [ $(wc -l </root/written) -le ${before} ] || exit 0; sleep 0.5; done; exit 1`,
      { timeoutMs: 90_000 },
    );
    expect({ [name]: await linesOf(lab, name, "/root/errors") }).toEqual({ [name]: [] });
  }
}

/**
 * The errors a client got while nobody could serve it: an error in so many words, for a write that was not done or a read
 * that was not answered. Anything else stays an error. Such a write is not lost: nothing was reported done.
 */
export async function forgiveOutage(lab: Lab, client: string): Promise<void> {
  const errors = await linesOf(lab, client, "/root/errors");
  const unread = errors.flatMap(
    (line) => /^cat: .*\/([0-9a-f]{64}): Input\/output error$/.exec(line)?.[1] ?? [],
  );
  const said = (line: string) =>
    /^(write [0-9a-f]{64}|cat|sh|[^ ]*work\.sh): .*Input\/output error$/.test(line) ||
    unread.some((name) => line.includes(` read ${name}: 0 bytes`));
  expect({ [client]: errors.filter((line) => !said(line)) }).toEqual({ [client]: [] });
  await lab.must(client, ": >/root/errors");
}

/** Ends the work, reads every file ever written once more on every client, and returns their names. */
export async function stopTraffic(
  lab: Lab,
  clients: readonly string[],
  at: string,
): Promise<readonly string[]> {
  await Promise.all(clients.map((name) => lab.must(name, "touch /root/stop")));
  const written: string[] = [];
  for (const name of clients) {
    await lab.must(
      name,
      "for i in $(seq 100); do grep -q over /root/written && exit; sleep 0.3; done; exit 1",
      {
        timeoutMs: 60_000,
      },
    );
    expect({ [name]: await linesOf(lab, name, "/root/errors") }).toEqual({ [name]: [] });
    written.push(...(await linesOf(lab, name, "/root/written")).filter((line) => line !== "over"));
  }
  for (const name of clients) {
    const seen = await lab.must(name, `cd ${at} && sha256sum [0-9a-f]*`, { timeoutMs: 120_000 });
    const sound = new Set(
      seen
        .split("\n")
        .filter((line) => line.slice(0, 64) === line.slice(66))
        .map((line) => line.slice(66)),
    );
    expect({ [name]: written.filter((file) => !sound.has(file)) }).toEqual({ [name]: [] });
  }
  return written;
}

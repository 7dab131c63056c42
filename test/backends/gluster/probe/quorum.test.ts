import { expect, test } from "vitest";
import { type Peer, storeOf } from "../../../../src/backends/gluster/probe/members.ts";
import { serverQuorum } from "../../../../src/backends/gluster/probe/quorum.ts";

const peers = (connected: readonly boolean[]): Peer[] =>
  connected.map((one, at) => ({
    ...{ uuid: `id-${at}`, names: [`s${at}`], state: "3", stateText: "" },
    connected: one,
  }));

test.each([
  ["", 1, 1],
  ["", 2, 2],
  ["", 3, 2],
  ["", 4, 3],
  ["quorum 50%", 4, 2],
  ["quorum 51", 4, 3],
  ["quorum 75%", 4, 3],
  ["quorum 90%", 3, 3],
  ["quorum 0", 3, 0],
])("server quorum with %j stored, of %i members: %i", (stored, all, least) => {
  const { quorumPercent } = storeOf(`uuid x\n${stored}\nversion 10.3\n`);
  const seen = peers(Array.from({ length: all - 1 }, (_, at) => at % 2 === 0));
  expect(serverQuorum({ peers: seen, quorumPercent })).toEqual({
    all,
    seen: 1 + Math.ceil((all - 1) / 2),
    least,
  });
});

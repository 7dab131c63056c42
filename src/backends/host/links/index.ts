import type { Action } from "../../../model/action.ts";
import type { HostKind } from "../../../model/backend.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Fact, Read } from "../../../model/snapshot.ts";
import { draft } from "../findings/index.ts";
import { findingsOf } from "../rules/finding.ts";
import { sha256, writeConfig } from "../write/scripts.ts";
import {
  blockOf,
  conflicts,
  type Earlier,
  earlierIn,
  entriesIn,
  type Names,
  namesIn,
  withBlock,
  withoutBlock,
} from "./hosts-file.ts";

const PATH = "/etc/hosts";

const hostsFact: Fact = { key: "hosts-file", script: `cat ${PATH}`, args: [], timeoutS: 5 };

const namesOf = (resource: Resource) => resource.spec.names as Names;

/**
 * Names that linked hosts had before they were renamed in the file: a daemon that was told of a host by one of them, as
 * gluster is of its bricks, goes on asking for it. They are known by their address, which only the new name has too.
 */
function earlierNames(resource: Resource, text: string): Earlier {
  const { fleet, hosts } = resource.spec as unknown as { fleet: string; hosts: readonly string[] };
  const names = namesOf(resource);
  const [block, entries] = [namesIn(text, fleet), entriesIn(text, fleet)];
  const free = (name: string) => !hosts.includes(name) && !(name in names);
  // its own line, or for a name that is new the line of the one that had its address
  const before = (name: string) =>
    entries
      .filter(({ address, names: [first] }) =>
        name in block ? first === name : hosts.includes(name) && address === names[name],
      )
      .flatMap((entry) => entry.names);
  return Object.fromEntries(
    Object.keys(names).flatMap((name) => {
      const others = [...new Set(before(name))].filter(free).sort();
      return others.length > 0 ? [[name, others] as const] : [];
    }),
  );
}

function look(fleet: string, read: Read): Observation {
  const reply = read(hostsFact.key);
  if ("unknown" in reply) return { status: "unknown", why: reply.unknown };
  if (reply.rc !== 0) return { status: "unknown", why: `${PATH} could not be read` };
  const block = blockOf(reply.out, fleet);
  if (block === "damaged")
    return {
      status: "unknown",
      why: `the markers of the holdfast block in ${PATH} do not pair: mend it by hand`,
    };
  return { status: "present", state: { [PATH]: reply.out }, mark: block ? "ours" : "shared" };
}

/** `host.links/<host>`: the linked hosts' names in a marked block of `/etc/hosts`, and not on loopback. */
export const links: HostKind = {
  type: "host.links",
  prune: true,
  merge: (one, other) => ({ ...one, names: { ...(one.names as Names), ...(other.names as Names) } }),
  facts: () => [hostsFact],
  observe: ({ fleet, host, resources }, read) => {
    const observation = look(fleet, read);
    const [declared] = resources;
    const ours = observation.status === "present" && observation.mark === "ours";
    if (!declared && !ours) return [];
    const address = `host.links/${host}`;
    return [{ address, host, observation, needs: [], parts: declared?.parts ?? ["links"] }];
  },
  want: (resource, read) => {
    const reply = read(hostsFact.key);
    const text = "out" in reply ? reply.out : "";
    const earlier = earlierNames(resource, text);
    return { [PATH]: withBlock(text, resource.spec.fleet as string, namesOf(resource), earlier) };
  },
  check: (resource, observation) => {
    if (observation.status !== "present") return [];
    const { address, host, spec } = resource;
    const found = conflicts(observation.state[PATH] as string, spec.fleet as string, namesOf(resource));
    const drafts = found.map(({ line, name, address: other }) => {
      const wanted = namesOf(resource)[name];
      const message = `${PATH}:${line} on ${host} gives ${name} the address ${other}, storage.yaml gives it ${wanted}`;
      return draft("HST130", message);
    });
    return findingsOf({ address, host }, drafts);
  },
  actions: ({ op, address, host, before, after, why }, fleet) => {
    const old = (before?.[PATH] ?? "") as string;
    const action = (verb: string, content: string, basis: string, phase: Action["phase"]): Action => ({
      type: `host.links.${verb}`,
      address,
      host,
      params: { content, basis: sha256(basis) },
      risk: "safe",
      lane: `${host}/files`,
      phase,
      because: why,
    });
    if (op === "delete") return [action("remove", withoutBlock(old, fleet), old, "teardown")];
    const wanted = after?.[PATH] as string;
    const [next, earlier] = [namesIn(wanted, fleet), earlierIn(wanted, fleet)];
    const own = Object.fromEntries(
      Object.entries(next).filter(([name]) => !Object.values(earlier).flat().includes(name)),
    );
    const going = Object.entries(namesIn(old, fleet)).filter(([name]) => !(name in next));
    // a name that is to go stays until nothing that uses it is left
    const both =
      going.length === 0 ? wanted : withBlock(old, fleet, { ...own, ...Object.fromEntries(going) }, earlier);
    return [
      ...(both === old ? [] : [action("write", both, old, "build")]),
      ...(both === wanted ? [] : [action("narrow", wanted, both, "teardown")]),
    ];
  },
  commands: ({ params }) => [
    writeConfig({ path: PATH, content: params.content as string, basis: params.basis as string }),
  ],
};

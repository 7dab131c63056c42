import type { Action } from "../../../model/action.ts";
import type { HostKind } from "../../../model/backend.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Fact, Read } from "../../../model/snapshot.ts";
import { draft } from "../findings/index.ts";
import { findingsOf } from "../rules/finding.ts";
import { sha256, writeConfig } from "../write/scripts.ts";
import { blockOf, conflicts, type Names, namesIn, withBlock, withoutBlock } from "./hosts-file.ts";

const PATH = "/etc/hosts";

const hostsFact: Fact = { key: "hosts-file", script: `cat ${PATH}`, args: [], timeoutS: 5 };

const namesOf = (resource: Resource) => resource.spec.names as Names;

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
    return { [PATH]: withBlock(text, resource.spec.fleet as string, namesOf(resource)) };
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
    const next = namesIn(wanted, fleet);
    const going = Object.entries(namesIn(old, fleet)).filter(([name]) => !(name in next));
    // a name that is to go stays until nothing that uses it is left
    const both =
      going.length === 0 ? wanted : withBlock(old, fleet, { ...next, ...Object.fromEntries(going) });
    return [
      ...(both === old ? [] : [action("write", both, old, "build")]),
      ...(both === wanted ? [] : [action("narrow", wanted, both, "teardown")]),
    ];
  },
  commands: ({ params }) => [
    writeConfig({ path: PATH, content: params.content as string, basis: params.basis as string }),
  ],
};

import { isIP, isIPv4 } from "node:net";
import type { Share } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { hostHint, noSuchHost } from "../../host/rules/hosts.ts";
import { type Client, clientsOf } from "../expand.ts";
import { draft } from "../findings/index.ts";
import { accessRules } from "./access.ts";
import { fsidRules } from "./fsid.ts";
import { optionRules } from "./options.ts";
import { pathRules } from "./paths.ts";

/** Cross-checks on shares that need no host: everything the schema cannot say. */
export const shareRules = (config: Config): Finding[] => [
  ...Object.entries(config.file.shares ?? {}).flatMap(([name, share]) => [
    ...hostRules(config, name, share),
    ...optionRules(config, name, share),
    ...accessRules(config, name, share),
  ]),
  ...fsidRules(config),
  ...pathRules(config),
];

function hostRules(config: Config, name: string, share: Share): Finding[] {
  const clients = clientsOf(share);
  const at = (...path: JsonPath) => config.at(["shares", name, ...path]);
  const clientAt = (client: Client) =>
    at("clients", client.index, ...(typeof share.clients?.[client.index] === "string" ? [] : ["host"]));
  const empty: Finding = {
    ...draft("NFS125", `shares.${name}: nobody may mount it: it has neither clients nor allow`),
    at: at(),
  };
  return [
    ...unusable(config, share.host, at("host")),
    ...clients.flatMap((client) => [
      ...unusable(config, client.host, clientAt(client)),
      ...twice(name, clients, client, clientAt(client)),
      ...families(config, share.host, client.host, clientAt(client)),
      ...loopBack(name, share, client, clientAt(client)),
    ]),
    ...(clients.length + (share.allow ?? []).length === 0 ? [empty] : []),
  ];
}

/** A host that is not declared, or that the others have no address for. */
function unusable(config: Config, host: string, at: Finding["at"] & object): Finding[] {
  const known = config.hosts[host];
  if (!known) return [{ ...draft("NFS101", noSuchHost(host), hostHint(config, host)), at }];
  if (known.storageAddress !== "local") return [];
  const message = `${host} is this machine (\`local\`): the other hosts have no address for it`;
  return [{ ...draft("NFS119", message, { values: { host } }), at }];
}

function twice(
  name: string,
  clients: readonly Client[],
  client: Client,
  at: Finding["at"] & object,
): Finding[] {
  const first = clients.findIndex(({ host }) => host === client.host);
  if (first === client.index) return [];
  const message = `shares.${name}: ${client.host} is a client already (clients[${first}])`;
  return [{ ...draft("NFS103", message), at }];
}

/** Two literal addresses of different families never meet; a DNS name may have both. */
function families(config: Config, server: string, client: string, at: Finding["at"] & object): Finding[] {
  const [from, to] = [client, server].map((host) => config.hosts[host]?.storageAddress ?? "");
  const [a, b] = [isIP(from ?? ""), isIP(to ?? "")];
  if (a === 0 || b === 0 || a === b) return [];
  const message = `${client} has an IPv${a} storage address (${from}), ${server} an IPv${b} one (${to})`;
  return [{ ...draft("NFS118", message, { values: { family: isIPv4(to ?? "") ? 4 : 6, client } }), at }];
}

/** Mounting over the very files hides them; mounting elsewhere on the same machine can deadlock under memory pressure. */
function loopBack(name: string, share: Share, client: Client, at: Finding["at"] & object): Finding[] {
  if (client.host !== share.host) return [];
  if (client.mountpoint === share.path) {
    const message = `shares.${name}: ${client.host} has the files itself; mounted over them, they would be hidden`;
    const details = { severity: "error", hint: "over", values: { host: client.host } } as const;
    return [{ ...draft("NFS102", message, details), at }];
  }
  const message = `shares.${name}: ${client.host} mounts from itself, which can deadlock when memory runs short`;
  return [{ ...draft("NFS102", message, { hint: "elsewhere" }), at }];
}

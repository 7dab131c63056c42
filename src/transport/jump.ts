import { hostFailure } from "./failure.ts";

/** One machine of a jump chain as written. */
export interface Hop {
  readonly address: string;
  readonly user?: string;
  readonly port?: number;
}

const HOP =
  /^(?:ssh:\/\/)?(?:(?<user>[^@\s]+)@)?(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:@\s]+))(?::(?<port>\d{1,5}))?\/?$/;

/**
 * Reads the ProxyJump form: `user@host:port`, several separated by commas, IPv6 addresses in brackets.
 *
 * Throws a `setup` failure on anything else.
 */
export function parseJump(text: string): readonly Hop[] {
  return text.split(",").map((part) => {
    const groups = HOP.exec(part.trim())?.groups;
    const address = groups?.bracketed ?? groups?.plain;
    const port = groups?.port === undefined ? undefined : Number(groups.port);
    if (address === undefined || port === 0 || (port ?? 1) > 65535)
      throw hostFailure(
        "setup",
        `\`${part.trim()}\` is no jump host`,
        "write user@host:port, IPv6 addresses in brackets",
      );
    return {
      address,
      ...(groups?.user !== undefined && { user: groups.user }),
      ...(port !== undefined && { port }),
    };
  });
}

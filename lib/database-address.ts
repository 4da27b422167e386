/** A Postgres address that cannot be used. The message says why, and shows no part of the address. */
class InvalidDatabaseAddress extends Error {
  override name = 'InvalidDatabaseAddress';
}

/** Where a database is: on one server, or on several of which one takes writes. */
export interface DatabaseAddress {
  /** An address for each server, as `pg` understands it. */
  servers: [string, ...string[]];
  /** Whether a server that takes no writes, a standby, must be passed over. */
  needsPrimary: boolean;
  /** The address without the password and parameters, for messages. */
  shown: string;
}

const FORM = /^(postgres(?:ql)?:\/\/)(?:([^/?#]*)@)?([^/?#@]*)(\/[^?#@]*)?(?:\?([^#]*))?$/;
const HOST = /^(?:\[[\da-fA-F:.]+\]|[^:[\]\s]*)(?::(\d+))?$/;

/** libpq's values of `target_session_attrs` that a product which writes can use, and whether they ask for a primary. */
const attributes = new Map([
  ['any', false],
  ['read-write', true],
  ['primary', true],
]);

/**
 * Understands an address like `postgres://user:password@one:5432,two:5433/saldo?target_session_attrs=read-write`, as
 * libpq does; `pg` itself knows one server only. Throws an error that says what is wrong.
 */
export function parseDatabaseAddress(text: string): DatabaseAddress {
  const [, scheme, credentials, hosts = '', path = '', query = ''] = FORM.exec(text) ?? [];
  if (scheme === undefined)
    throw new InvalidDatabaseAddress(
      'it is none: it begins with postgres://, and / ? # @ in a user or password are written %2F %3F %23 %40',
    );
  const parameters = new URLSearchParams(query);
  if (parameters.get('host')?.includes(','))
    throw new InvalidDatabaseAddress('several hosts stand behind the @, separated by commas, and not in host=');
  const wanted = parameters.get('target_session_attrs');
  if (wanted !== null && !attributes.has(wanted))
    throw new InvalidDatabaseAddress('its target_session_attrs is none of read-write, primary and any');
  parameters.delete('target_session_attrs');
  const rest = parameters.size > 0 ? `${path || '/'}?${parameters}` : path;
  const servers = hosts.split(',').map((host, index, all) => {
    const port = HOST.exec(host)?.[1];
    if (!HOST.test(host) || (host === '' && all.length > 1) || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535)
      throw new InvalidDatabaseAddress(`host ${index + 1} is not like db.example.com:5432`);
    return `${scheme}${credentials === undefined ? '' : `${credentials}@`}${host}${rest}`;
  });
  const [user] = credentials?.split(':') ?? [];
  return {
    servers: servers as [string, ...string[]], // split returns at least one
    needsPrimary: servers.length > 1 || (attributes.get(wanted ?? 'any') ?? false),
    shown: `${scheme}${user ? `${user}@` : ''}${hosts}${path}`,
  };
}

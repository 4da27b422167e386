/** The codes of the system for a host that cannot be reached and a connection that broke. */
const LOST = /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST|ENET|ERR_STREAM_DESTROYED|ERR_STREAM_WRITE_AFTER_END)/;

/**
 * SQLSTATE: a lost connection (08), a server that starts, stops or was told to end the connection (57P), a server that
 * is full (53300), a transaction whose connection the server ended because this process was paused (25P03), and a
 * server that takes no writes (25006): another one is the primary now, or will be soon.
 */
const UNAVAILABLE = /^(08...|57P..|53300|25P03|25006|55P03)$/;

/** The database takes no connections, where the error is fatal; otherwise a statement came too early for an object, which is a defect. */
const NO_CONNECTIONS = '55000';

/** What `pg` and its pool throw without a code (pg/lib/client.js, pg-pool/index.js). */
const MESSAGES = [
  /^Connection terminated/, // also "… unexpectedly", "… due to connection timeout"
  /^Client has encountered a connection error and is not queryable$/,
  /^Client was closed and is not queryable$/,
  /^timeout exceeded when trying to connect$/,
  /^timeout expired$/,
  /^Query read timeout$/,
  /^Cannot use a pool after calling end on the pool$/, // this process is stopping
];

/** Whether the database was out of reach, whatever wraps the error: the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  return chainOf(error).some(
    ({ code, syscall, message, severity }) =>
      syscall === 'connect' ||
      (code === NO_CONNECTIONS && severity === 'FATAL') ||
      (typeof code === 'string' && (LOST.test(code) || UNAVAILABLE.test(code))) ||
      (typeof message === 'string' && MESSAGES.some((known) => known.test(message))),
  );
}

/** The SQLSTATE with which Postgres refused a statement, also where Drizzle wrapped the error. */
export const sqlStateOf = (error: unknown): string | undefined =>
  chainOf(error)
    .map(({ code }) => code)
    .find((code): code is string => typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code));

interface Link {
  code?: unknown;
  syscall?: unknown;
  message?: unknown;
  severity?: unknown;
}

/**
 * An error, its causes, and the errors that it gathers: Node tries every address of a host and throws an
 * `AggregateError`.
 */
function chainOf(error: unknown, seen = new Set<unknown>()): Link[] {
  if (typeof error !== 'object' || error === null || seen.has(error)) return [];
  seen.add(error);
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])];
  return [error, ...inner.flatMap((one) => chainOf(one, seen))];
}

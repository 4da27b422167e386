import { parseDatabaseAddress } from '#lib/database-address';
import { connect } from '#lib/db/connect';
import { StartupFailure } from '#scripts/processes/startup-failure';

const CONNECT_TIMEOUT_MS = 5_000;

/** What each error of a connection means, by the code of Node or Postgres. */
const explanations: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: start that Postgres or correct host and port',
  ENOTFOUND: 'that host is unknown: correct the host',
  EAI_AGAIN: 'that host cannot be resolved now: correct the host, or check the network',
  ETIMEDOUT: 'no answer: correct host and port, or open the firewall',
  ECONNRESET: 'the connection was closed: correct host and port, they must be those of a Postgres',
  '28P01': 'the password is wrong: correct user and password',
  '28000': 'this user may not connect: correct the user, or allow it in pg_hba.conf',
  '3D000': 'that database does not exist: create it or correct its name',
  '53300': 'it has no connection left: raise max_connections',
  '25006': 'it takes no writes: correct the host, or promote that standby',
  '57P03': 'it is starting up: try again in a moment',
};

/** Throws a `StartupFailure` of one line without the password, unless the database accepts a connection. */
export async function requireDatabase(url: string): Promise<void> {
  try {
    const client = await connect(url, { connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
    await client.end();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = /timeout/.test(message)
      ? 'ETIMEDOUT'
      : /terminated unexpectedly/.test(message)
        ? 'ECONNRESET'
        : code;
    const explanation = explanations[reason] ?? message;
    throw new StartupFailure(
      `Cannot reach the database of DATABASE_URL, ${parseDatabaseAddress(url).shown}: ${explanation}.`,
    );
  }
}

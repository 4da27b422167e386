import pg from 'pg';
import { log } from '#lib/log';
import { connect } from './connect.ts';
import { sqlStateOf } from './outage.ts';

/** What a connection of the app runs with, and what applies to one that reads or changes everything. */
const settings = {
  // Prepared statements keep their plans, and a plan that was made for a tiny table would go on scanning it as it grows.
  enable_seqscan: { value: 'off', lifted: 'on' },
  // Up to version 17, Postgres adds ten billion to the cost of a scan that it cannot avoid, and compiles statements that cost so much.
  jit: { value: 'off', lifted: 'on' },
  // A process that is paused in a transaction loses it, so that nobody waits longer for its locks.
  idle_in_transaction_session_timeout: { value: '15s', lifted: '0' },
  lock_timeout: { value: '10s', lifted: '0' },
  statement_timeout: { value: '1min', lifted: '0' },
};

const entries = Object.entries(settings);

/** Lifts the settings of the role until the end of a transaction. */
export const LIFTED = entries.map(([name, { lifted }]) => `SET LOCAL ${name} = '${lifted}'`).join('; ');

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Makes the settings of the app those of the role of `databaseUrl` in that database, where every new connection finds
 * them, also one of a pooler. Other databases of the role keep theirs. Without the right to do so it logs the statement that
 * an administrator must run, and the app works without.
 */
export async function setRoleSettings(databaseUrl: string): Promise<void> {
  const client = await connect(databaseUrl, { application_name: 'saldo-migrate' });
  try {
    const { rows } = await client.query<{ role: string; database: string }>(
      'SELECT current_user AS role, current_database() AS database',
    );
    const { role, database } = rows[0] as (typeof rows)[0];
    const statements = entries.map(
      ([name, { value }]) =>
        `ALTER ROLE ${pg.escapeIdentifier(role)} IN DATABASE ${pg.escapeIdentifier(database)} SET ${name} = '${value}'`,
    );
    await client.query(statements.join('; ')).catch((error: Error) => {
      if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
      log.warn({ err: error }, `let an administrator of the database run: ${statements.join('; ')}`);
    });
  } finally {
    await client.end();
  }
}

import { readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '#lib/db/connect';

/** What Postgres executed: statements with those that begin and end transactions, and transactions, of which a single statement is one. */
export interface Counted {
  statements: number;
  transactions: number;
}

/** How long running connections may take to notice the setting, and messages to be handled after the last answer. */
const SETTLED_MS = 500;

/**
 * Counts what Postgres executes while `work` is done, from its log: the statistics of Postgres come up to ten seconds late. Logging takes time, so
 * nothing else is measured meanwhile.
 */
export async function counting(
  databaseUrl: string,
  log: string,
  work: () => Promise<void>,
): Promise<Counted & { seconds: number }> {
  const client = await connect(databaseUrl, { application_name: 'saldo-bench' });
  try {
    await client.query(`ALTER SYSTEM SET log_statement = 'all'`);
    await client.query('SELECT pg_reload_conf()');
    await pause(SETTLED_MS);
    const from = statSync(log).size;
    const started = performance.now();
    await work();
    await pause(SETTLED_MS);
    const to = statSync(log).size;
    const seconds = (performance.now() - started) / 1_000;
    return { ...countIn(readFileSync(log).subarray(from, to).toString()), seconds };
  } finally {
    await client.query('ALTER SYSTEM RESET log_statement');
    await client.query('SELECT pg_reload_conf()');
    await client.end();
  }
}

/** Counts the statements in a piece of a log whose lines tell the process in brackets. */
export function countIn(log: string): Counted {
  const inTransaction = new Set<string>();
  const counted: Counted = { statements: 0, transactions: 0 };
  for (const [, pid = '', statement = ''] of log.matchAll(/\[(\d+)\] LOG: {2}(?:execute [^:]*|statement): (\w+)/g)) {
    counted.statements++;
    const word = statement.toUpperCase();
    if (word === 'BEGIN') inTransaction.add(pid);
    else if (word === 'COMMIT' || word === 'ROLLBACK') {
      inTransaction.delete(pid);
      counted.transactions++;
    } else if (!inTransaction.has(pid)) counted.transactions++;
  }
  return counted;
}

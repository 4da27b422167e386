import { readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { connect } from '#lib/db/connect';

/** What Postgres executed: statements with those that begin and end transactions, and transactions, of which a single statement is one. */
interface Counted {
  statements: number;
  transactions: number;
}

/** How long a setting may take from one connection to all others. */
const RELOAD_MS = 200;

/**
 * Counts what Postgres executes until `work` is done and no message waits, from its log: the statistics of Postgres come up to ten seconds late.
 * Logging takes time, so nothing else is measured meanwhile.
 */
export async function counting(
  databaseUrl: string,
  log: string,
  work: () => Promise<void>,
): Promise<Counted & { seconds: number }> {
  const client = await connect(databaseUrl, { application_name: 'saldo-bench' });
  try {
    const pid = await oneValue(client, 'SELECT pg_backend_pid()');
    await client.query(`ALTER SYSTEM SET log_statement = 'all'`);
    await client.query('SELECT pg_reload_conf()');
    while ((await oneValue(client, 'SHOW log_statement')) !== 'all') await pause(10);
    await pause(RELOAD_MS);
    const from = statSync(log).size;
    const started = performance.now();
    await work();
    while ((await oneValue(client, COUNT_OPEN)) !== 0) await pause(10);
    const seconds = (performance.now() - started) / 1_000;
    return { ...countIn(readFileSync(log).subarray(from).toString(), String(pid)), seconds };
  } finally {
    await client.query('ALTER SYSTEM RESET log_statement');
    await client.query('SELECT pg_reload_conf()');
    await client.end();
  }
}

/** Asked here, because the pool of another process would have its questions counted. */
const COUNT_OPEN = `SELECT count(*)::int FROM pgboss.job WHERE state < 'completed' AND name NOT LIKE '%.dead'`;

async function oneValue(client: pg.Client, text: string): Promise<unknown> {
  const { rows } = await client.query({ text, rowMode: 'array' });
  return rows[0]?.[0];
}

/** Counts the statements in a piece of a log whose lines tell the process in brackets, without those of the process `except`. */
export function countIn(log: string, except: string): Counted {
  const inTransaction = new Set<string>();
  const counted: Counted = { statements: 0, transactions: 0 };
  for (const [, pid = '', statement = ''] of log.matchAll(/\[(\d+)\] LOG: {2}(?:execute [^:]*|statement):\s+(\w+)/g)) {
    if (pid === except) continue;
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

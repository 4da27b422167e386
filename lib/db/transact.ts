import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { log } from '#lib/log';
import { type Orm, pool, prepared } from './pool.ts';
import { type Signal, sendSignals } from './signals.ts';

/** One open transaction: what domain code reads and writes through. */
export interface Transaction {
  /** Runs one prepared statement and returns its rows. Statements issued without awaiting travel together. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Drizzle over this transaction's connection. */
  readonly orm: Orm;
  /** Signals the processes that care, after the commit and only then. Signals may be lost: receivers poll or refetch too. */
  signal(signal: Signal): void;
}

/**
 * Runs `work` in one transaction: commits when it returns, rolls back when it throws, and always gives the connection back.
 * Postgres answers COMMIT of an aborted transaction with ROLLBACK and no error, so the command tag is checked: a caller that
 * gets a result knows that it is stored.
 */
export async function transact<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool().connect();
  // A connection that dies while it is ours says so by an event too; the statement under way, or the next, fails with it.
  const onError = (error: Error) => log.warn('database connection lost', { error: error.message });
  client.on('error', onError);
  const signals: Signal[] = [];
  let broken: Error | undefined;
  try {
    // Not awaited: BEGIN travels with the first statement.
    const begun = client.query('BEGIN');
    begun.catch(() => {});
    const result = await work(transactionOver(client, signals));
    await begun;
    const committed = await client.query('COMMIT');
    if (committed.command !== 'COMMIT')
      throw new Error('the transaction was rolled back: a statement in it had failed');
    sendSignals(signals);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    // A connection that could not roll back is destroyed, not reused.
    client.off('error', onError);
    client.release(broken);
  }
}

function transactionOver(client: pg.PoolClient, signals: Signal[]): Transaction {
  let overClient: Orm | undefined;
  return {
    async query<Row>(text: string, values?: unknown[]) {
      return (await client.query(prepared(text, values))).rows as Row[];
    },
    get orm() {
      overClient ??= drizzle(client, { casing: 'snake_case' }) as unknown as Orm;
      return overClient;
    },
    signal: (signal) => signals.push(signal),
  };
}

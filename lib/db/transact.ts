import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { log } from '#lib/log';
import { READ_ONLY } from './connect.ts';
import { sqlStateOf } from './outage.ts';
import { type Orm, pool, prepared } from './pool.ts';
import { type Signal, sendSignals } from './signals.ts';
import { dialect, type Statement } from './statement.ts';

/** An open transaction, through which domain code reads and writes. */
export interface Transaction {
  /** Runs one statement and returns its rows. Statements issued without awaiting travel together. */
  run<Row, Values extends object>(statement: Statement<Row, Values>, values: Values): Promise<Row[]>;
  /**
   * Sends one statement for whose rows nobody waits: it travels with what follows, at the latest with the COMMIT. If Postgres refuses it,
   * the transaction fails of that. `onRows` is called with its rows before the signals of the transaction are sent; it must not throw.
   */
  send<Row, Values extends object>(
    statement: Statement<Row, Values>,
    values: Values,
    onRows?: (rows: Row[]) => void,
  ): void;
  /** Drizzle's query builder in this transaction, for single rows. */
  readonly orm: Orm;
  /** Runs one prepared statement given as text: only for what the schema does not describe. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /**
   * Signals other processes after the commit, and only then. Signals may be lost, so receivers also poll or refetch.
   */
  signal(signal: Signal): void;
}

/**
 * Runs `work` in one transaction: commits when it returns, rolls back when it throws, and always returns the connection
 * to the pool. Postgres answers the COMMIT of an aborted transaction with ROLLBACK and no error, so the command tag is
 * checked: a caller that gets a result knows that it is stored.
 */
export async function transact<Result>(work: (tx: Transaction) => Result | Promise<Result>): Promise<Result> {
  const client = await pool().connect();
  // A connection that dies while we hold it also emits an event. The current or the next statement fails as well, and
  // is handled below.
  const onError = (error: Error) => log.warn({ err: error }, 'database connection lost');
  client.on('error', onError);
  const signals: Signal[] = [];
  const sent: Promise<void>[] = [];
  const state = { isOpen: true };
  let broken: Error | undefined;
  try {
    // BEGIN is awaited: if it were cancelled, statements already pipelined behind it would each commit on their own.
    await client.query('BEGIN');
    const result = await work(transactionOver(client, signals, sent, state));
    state.isOpen = false;
    // What fails first is what the transaction failed of: answers come in the order of the statements.
    const [committed] = await Promise.all([client.query('COMMIT'), ...sent]);
    if (committed.command !== 'COMMIT')
      throw new Error('the transaction was rolled back: a statement in it had failed');
    sendSignals(signals);
    return result;
  } catch (error) {
    state.isOpen = false;
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    const cause = sqlStateOf(error) === FAILED_BEFORE ? ((await firstFailure(sent)) ?? error) : error;
    if (sqlStateOf(cause) === READ_ONLY) broken = cause as Error;
    throw cause;
  } finally {
    // A connection that could not roll back, or that leads to a standby, is destroyed, not reused.
    client.off('error', onError);
    client.release(broken);
  }
}

/** What a statement says that comes after one that failed. */
const FAILED_BEFORE = '25P02';

async function firstFailure(sent: Promise<void>[]): Promise<unknown> {
  return (await Promise.allSettled(sent)).find((result) => result.status === 'rejected')?.reason;
}

function transactionOver(
  client: pg.PoolClient,
  signals: Signal[],
  sent: Promise<void>[],
  state: { isOpen: boolean },
): Transaction {
  // Where statements run side by side and one fails, the others go on: the connection may belong to another transaction
  // by now.
  const refuseWhenOver = () => {
    if (!state.isOpen) throw new Error('the transaction is over');
  };
  const query = async <Row>(text: string, values?: unknown[]) => {
    refuseWhenOver();
    return (await client.query(prepared(text, values))).rows as Row[];
  };
  let orm: Orm | undefined;
  return {
    query,
    run: (statement, values) => query(statement.text, statement.parametersOf(values)),
    send<Row, Values extends object>(
      statement: Statement<Row, Values>,
      values: Values,
      onRows: (rows: Row[]) => void = () => {},
    ) {
      refuseWhenOver();
      const done = query<Row>(statement.text, statement.parametersOf(values)).then(onRows);
      done.catch(() => {}); // the COMMIT fails with it, unless the transaction fails of something else first
      sent.push(done);
    },
    get orm() {
      orm ??= ormOver(client, refuseWhenOver);
      return orm;
    },
    signal: (signal) => signals.push(signal),
  };
}

/** Drizzle over a connection, of which it uses nothing but `query`. */
function ormOver(client: pg.PoolClient, refuseWhenOver: () => void): Orm {
  const guarded = {
    async query(config: pg.QueryConfig, values?: unknown[]) {
      refuseWhenOver();
      return client.query(config, values);
    },
  };
  const session = new NodePgSession(guarded as pg.PoolClient, dialect, undefined);
  return new NodePgDatabase(dialect, session as never, undefined) as Orm;
}

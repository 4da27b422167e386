import { createHash } from 'node:crypto';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { env } from '#lib/env';
import { processWide, takeProcessWide } from '#lib/process-wide';
import { openPoolAt } from './connect.ts';
import type { Statement } from './statement.ts';

/** Drizzle without a relational schema: queries name the tables they read. */
export type Orm = NodePgDatabase<Record<string, never>>;

const INT8 = 20;
/**
 * A server that vanished without a word, like a machine without power, answers no statement and ends none either. This is longer than
 * the `statement_timeout` of a server that lives (`role-settings.ts`); it counts from the sending, also for statements that wait behind others.
 */
const ANSWER_TIMEOUT_MS = 65_000;
/** How soon an idle connection to such a server is found out, with the ten seconds that Node adds. */
const KEEP_ALIVE_DELAY_MS = 5_000;

/**
 * The connection pool of this process. Connections are pipelined: statements that are issued without awaiting each
 * other are sent together. Its settings are those of the role (`role-settings.ts`): a pooler such as PgBouncer passes on
 * none that a client sends. `bigint` columns are read as numbers, because no amount exceeds 10^15, well within 2^53.
 */
export function pool(): pg.Pool {
  return processWide('pool', () => openPool(env().WORKER === 'on-request' ? 5 : 20));
}

/**
 * Opens another pool, for a library that must reach the database while our transactions hold every connection of the
 * common pool.
 */
export function openPool(max: number): pg.Pool {
  return openPoolAt(env().DATABASE_URL, {
    max,
    pipeline: true,
    application_name: 'saldo',
    connectionTimeoutMillis: 10_000,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    ...(env().WORKER === 'on-request' && { idleTimeoutMillis: 5_000 }),
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  } as pg.PoolConfig);
}

/** Drizzle over the pool, for reads outside a transaction. */
export function orm(): Orm {
  return processWide('orm', () => drizzle(pool(), { casing: 'snake_case' }));
}

/** Closes the pool of this process, if it was opened. */
export async function closePool(): Promise<void> {
  takeProcessWide('orm');
  await takeProcessWide<pg.Pool>('pool')?.end();
}

/**
 * Names a statement, so that each connection parses and plans it once: without names, planning was 43 % of the SQL time
 * of an order. Text with several commands, and commands that are no query (BEGIN, SET), cannot be prepared and get no
 * name.
 */
export function prepared(text: string, values: unknown[] = []): pg.QueryConfig {
  const names = processWide('statement-names', () => new Map<string, string | null>());
  let name = names.get(text);
  if (name === undefined) {
    const preparable = /^\s*(WITH|INSERT|UPDATE|DELETE|SELECT)\b/i.test(text) && !/;\s*\S/.test(text);
    name = preparable ? createHash('md5').update(text).digest('hex') : null;
    names.set(text, name);
  }
  return name === null ? { text, values } : { name, text, values };
}

/** Runs one statement outside a transaction and returns its rows. */
export function run<Row, Values extends object>(statement: Statement<Row, Values>, values: Values): Promise<Row[]> {
  return query<Row>(statement.text, statement.parametersOf(values));
}

/**
 * Runs one prepared statement, given as text, outside a transaction and returns its rows: only for what the schema does
 * not describe.
 */
export async function query<Row>(text: string, values?: unknown[]): Promise<Row[]> {
  return (await pool().query(prepared(text, values))).rows as Row[];
}

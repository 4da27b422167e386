import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { openPool, prepared } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { log } from '#lib/log';
import { processWide, takeProcessWide } from '#lib/process-wide';
import { allQueues, deadLetterOf } from './queues.ts';

export const SCHEMA = 'pgboss';
const TEN_YEARS_S = 10 * 365 * 86_400;

/**
 * What every queue promises. Retries back off from a second to five minutes and go on for more than an hour; a claim of a
 * killed worker lapses after ten seconds; nothing that waits is ever dropped (pg-boss would delete it after 14 days).
 */
const queuePolicy = {
  retryLimit: 25,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 10,
  retentionSeconds: TEN_YEARS_S,
};

/**
 * The pg-boss of this process, started. Statements outside our transactions run on a small pool of its own: transactions that hold every
 * connection of the common one, and wait for pg-boss, would wait for themselves.
 */
export async function boss(): Promise<PgBoss> {
  return (await processWide('boss', () => start({ supervise: false }))).boss;
}

/** The pg-boss of a process that runs workers: it also takes lapsed claims back, every few seconds. */
export async function supervisingBoss(): Promise<PgBoss> {
  return (await processWide('boss', () => start({ supervise: true }))).boss;
}

/** Stops pg-boss in this process. */
export async function stopBoss(): Promise<void> {
  const running = await takeProcessWide<ReturnType<typeof start>>('boss');
  await running?.boss.stop({ graceful: false });
  await running?.pool.end();
}

/** The `db` option of a pg-boss call that belongs to a transaction. */
export function within(tx: Transaction): {
  db: { executeSql(text: string, values?: unknown[]): Promise<{ rows: object[] }> };
} {
  return { db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) } };
}

/** Creates pg-boss's schema, or brings it up to date, and the queues with their dead letter queues. Safe to repeat. */
export async function installBroker(databaseUrl: string): Promise<void> {
  const installer = new PgBoss({
    connectionString: databaseUrl,
    schema: SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  });
  installer.on('error', (error) => log.error({ err: error }, 'pg-boss'));
  await installer.start();
  try {
    const existing = new Set((await installer.getQueues()).map((queue) => queue.name));
    for (const queue of allQueues()) {
      const dead = deadLetterOf(queue);
      if (!existing.has(dead)) await installer.createQueue(dead, { retentionSeconds: TEN_YEARS_S });
      if (existing.has(queue)) await installer.updateQueue(queue, { ...queuePolicy, deadLetter: dead });
      else await installer.createQueue(queue, { ...queuePolicy, deadLetter: dead });
    }
  } finally {
    await installer.stop({ graceful: false });
  }
}

async function start({ supervise }: { supervise: boolean }): Promise<{ boss: PgBoss; pool: pg.Pool }> {
  const pool = openPool(3);
  const created = new PgBoss({
    schema: SCHEMA,
    db: { executeSql: (text, values) => pool.query(prepared(text, values)) },
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    openTelemetry: { enabled: false },
  });
  created.on('error', (error) => log.error({ err: error }, 'pg-boss'));
  created.on('warning', (warning) => log.warn({ warning: warning.message }, 'pg-boss'));
  try {
    return { boss: await created.start(), pool };
  } catch (error) {
    await pool.end();
    takeProcessWide('boss'); // the next call tries again
    throw new Error(`pg-boss cannot start on ${new URL(env().DATABASE_URL ?? '').host}: ${String(error)}`, {
      cause: error,
    });
  }
}

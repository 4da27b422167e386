import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { openPoolAt } from '#lib/db/connect';
import { openPool, prepared } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { log } from '#lib/log';
import { processWide, takeProcessWide } from '#lib/process-wide';
import { AUDIT_QUEUE, allQueues, deadLetterOf } from './queues.ts';

const SCHEMA = 'pgboss';
const TEN_YEARS_S = 10 * 365 * 86_400;

/**
 * The policy of every queue: retries back off from one second to five minutes and go on for more than an hour, the
 * claim of a killed worker lapses after ten seconds, and no waiting job is ever dropped (pg-boss would delete it after
 * 14 days).
 */
const queuePolicy = {
  retryLimit: 25,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 10,
  retentionSeconds: TEN_YEARS_S,
};

/** An audit takes the longer the more books there are: its claim lapses ten seconds after the last sign of its worker. */
const auditPolicy = { ...queuePolicy, expireInSeconds: 86_400, heartbeatSeconds: 10 };

/**
 * The pg-boss of this process, started. It has a small pool of its own: if transactions held every connection of the
 * common pool and waited for pg-boss, pg-boss would wait for one of theirs.
 */
export async function boss(): Promise<PgBoss> {
  return (await processWide('boss', () => start({ supervise: false }))).boss;
}

/** The pg-boss of a worker process: every few seconds it also takes lapsed claims back. */
export async function supervisingBoss(): Promise<PgBoss> {
  return (await processWide('boss', () => start({ supervise: true }))).boss;
}

/** Stops pg-boss in this process. */
export async function stopBoss(): Promise<void> {
  const running = await takeProcessWide<ReturnType<typeof start>>('boss');
  await running?.boss.stop({ graceful: false });
  await running?.pool.end();
}

/** The option that lets a call of pg-boss take part in a transaction. */
export function within(tx: Transaction): {
  db: { executeSql(text: string, values?: unknown[]): Promise<{ rows: object[] }> };
} {
  return { db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) } };
}

/**
 * Creates pg-boss's schema or brings it up to date, and creates the queues with their dead letter queues. Safe to
 * repeat.
 */
export async function installBroker(databaseUrl: string): Promise<void> {
  const pool = openPoolAt(databaseUrl, { max: 2, application_name: 'saldo-migrate' });
  const installer = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    supervise: false,
    schedule: false,
  });
  installer.on('error', (error) => log.error({ err: error }, 'pg-boss'));
  try {
    await installer.start();
    const existing = new Set((await installer.getQueues()).map((queue) => queue.name));
    for (const queue of allQueues()) {
      const dead = deadLetterOf(queue);
      if (!existing.has(dead)) await installer.createQueue(dead, { retentionSeconds: TEN_YEARS_S });
      const isAudit = queue === AUDIT_QUEUE;
      const options = { ...(isAudit ? auditPolicy : queuePolicy), deadLetter: dead };
      if (existing.has(queue)) await installer.updateQueue(queue, options);
      else await installer.createQueue(queue, isAudit ? { ...options, policy: 'exclusive' } : options);
    }
  } finally {
    await installer.stop({ graceful: false });
    await pool.end();
  }
}

async function start({ supervise }: { supervise: boolean }): Promise<{ boss: PgBoss; pool: pg.Pool }> {
  const pool = openPool(env().WORKER === 'on-request' ? 1 : 3);
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
    takeProcessWide('boss'); // so that the next call tries again
    throw new Error(`pg-boss cannot start: ${String(error)}`, { cause: error });
  }
}

import type pg from 'pg';
import type { Job } from 'pg-boss';
import { query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';

// Every statement of ours on pg-boss's own table stands here; everything else goes through pg-boss. An upgrade of pg-boss may
// change what they must do: job-table.int.test.ts compares them with pg-boss's own.

/**
 * Takes up to `limit` due jobs off a queue and returns their data, first come first served: of two orders for the last piece in
 * one batch, the earlier gets it. Row locks keep other workers away, and the jobs are gone when the transaction commits. pg-boss claims a job and settles it later, which writes the wide row and its
 * indexes twice; this is a single DELETE (docs/decisions/0003). Its selection is, word for word, that of pg-boss's
 * `fetch`.
 */
export function takeJobs(tx: Transaction, queue: string, limit: number): Promise<{ data: object }[]> {
  return tx.query(
    `WITH next AS MATERIALIZED (
       SELECT j.id FROM pgboss.job j
       WHERE j.name = '${queue}' AND j.state < 'active' AND NOT j.blocked AND j.start_after <= pgboss.job_now()
       ORDER BY j.priority DESC, j.created_on LIMIT ${limit} FOR UPDATE OF j SKIP LOCKED), taken AS (
       DELETE FROM pgboss.job USING next WHERE job.name = '${queue}' AND job.id = next.id
       RETURNING job.priority, job.created_on, job.id, job.data)
     SELECT data FROM taken ORDER BY priority DESC, created_on, id`,
  );
}

/**
 * Adds the jobs of `delivery(id, queue, data)` to their queues in the order of their ids, as part of a larger statement. The rows are those that
 * pg-boss's `insert` would make, which takes a statement for each queue and knows nothing of our messages. A queue that does not exist fails it:
 * jobs need a name.
 */
export const INSERT_DELIVERIES = `
  INSERT INTO pgboss.job_common (id, name, data, priority, start_after, created_on, keep_until, expire_seconds, deletion_seconds,
    retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  SELECT delivery.id, queue.name, delivery.data, 0, clock.now, clock.now, clock.now + queue.retention_seconds * interval '1s',
    queue.expire_seconds, queue.deletion_seconds, queue.retry_limit, queue.retry_delay, queue.retry_backoff, queue.retry_delay_max,
    queue.policy, queue.dead_letter, queue.heartbeat_seconds
  FROM delivery LEFT JOIN pgboss.queue ON queue.name = delivery.queue CROSS JOIN (SELECT pgboss.job_now() AS now) AS clock
  ORDER BY delivery.id`;

/** Those of the queues that have a job which is due; in a transaction, with what it has added itself. */
export async function queuesWithDueJobs(
  queues: string[],
  runs: Pick<Transaction, 'query'> = { query },
): Promise<string[]> {
  const due = await runs.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name WHERE EXISTS (
       SELECT FROM pgboss.job j
       WHERE j.name = name.name AND j.state < 'active' AND NOT j.blocked AND j.start_after <= pgboss.job_now())`,
    [queues],
  );
  return due.map(({ name }) => name);
}

/** What is ahead of queues in which nothing is due: whether a claim has lapsed, and in how many milliseconds the next job is due. */
export async function readOutlook(queues: string[]): Promise<{ hasLapsed: boolean; nextInMs: number | null }> {
  const [outlook] = await query<{ hasLapsed: boolean | null; nextInMs: number | null }>(
    `SELECT bool_or(state = 'active' AND least(started_on + expire_seconds * interval '1 s',
         heartbeat_on + heartbeat_seconds * interval '1 s') < pgboss.job_now()) AS "hasLapsed",
       ceil(extract(epoch FROM min(start_after) FILTER (WHERE state < 'active') - pgboss.job_now()) * 1000)::int8 AS "nextInMs"
     FROM pgboss.job WHERE name = ANY($1) AND state < 'completed'`,
    [queues],
  );
  return { hasLapsed: outlook?.hasLapsed ?? false, nextInMs: outlook?.nextInMs ?? null };
}

/** The number of jobs in these queues that wait or are being handled. */
export async function countOpenJobs(queues: string[]): Promise<number> {
  const [open] = await query<{ count: number }>(
    `SELECT count(*) FROM pgboss.job WHERE name = ANY($1) AND state < 'completed'`,
    [queues],
  );
  return open?.count ?? 0;
}

/** How long the job has waited, in seconds, that waits longest since it is due; 0 where none waits. */
export async function oldestWaitingSeconds(queues: string[]): Promise<number> {
  const [row] = await query<{ seconds: number | null }>(
    `SELECT extract(epoch FROM max(pgboss.job_now() - due.since))::float AS seconds
     FROM unnest($1::text[]) AS name CROSS JOIN LATERAL (
       SELECT min(j.start_after) AS since FROM pgboss.job j
       WHERE j.name = name.name AND j.state < 'active' AND NOT j.blocked AND j.start_after <= pgboss.job_now()) AS due`,
    [queues],
  );
  return Math.max(0, row?.seconds ?? 0);
}

/** What waits in a queue. */
export interface QueueState {
  name: string;
  /** Jobs that wait, are retried or are in hand. */
  jobs: number;
  /** For how many seconds the oldest job has been due; null where none is. A job that is tried again later is not due before. */
  oldest: number | null;
}

/** The state of every queue that holds a job, dead letter queues included. */
export const readQueues = (): Promise<QueueState[]> =>
  query(
    `SELECT name, count(*) AS jobs,
       extract(epoch FROM now() - min(start_after) FILTER (
         WHERE state < 'active' AND NOT blocked AND start_after <= pgboss.job_now()))::float8 AS oldest
     FROM pgboss.job WHERE state < 'completed' GROUP BY name`,
  );

/**
 * Makes the current attempt of a job its last, so that pg-boss moves it to the dead letter queue when it fails. pg-boss
 * offers this only inside its own `work()`.
 */
export async function spendRetries(tx: Transaction, queue: string, job: Job<object>): Promise<void> {
  await tx.query('UPDATE pgboss.job SET retry_limit = retry_count WHERE name = $1 AND id = $2 AND retry_count = $3', [
    queue,
    job.id,
    job.retryCount,
  ]);
}

/**
 * Whether a message of any of these requests, or a message or plain job that names the user, waits, is being handled, or is a dead letter, which
 * somebody may put back after the requests are forgotten.
 */
export async function areOpen(tx: Transaction, correlationIds: string[], userId: string): Promise<boolean> {
  const jobs = await tx.query(
    `SELECT FROM pgboss.job
     WHERE (data ->> 'correlationid' = ANY($1) OR $2 IN (data -> 'data' ->> 'userId', data ->> 'userId')) AND state < 'completed' LIMIT 1`,
    [correlationIds, userId],
  );
  return jobs.length > 0;
}

/** Gathers the planner's statistics: a fetch that was planned without them was 70 times slower. */
export async function analyseJobs(): Promise<void> {
  await query('ANALYZE pgboss.job');
}

/**
 * A query for the messages that wait or are being handled, and the dead letters: their correlation id `request`,
 * `queue`, and whether `dead`.
 */
export const OPEN_JOBS = `SELECT data ->> 'correlationid' AS request, name AS queue, name LIKE '%.dead' AS dead
  FROM pgboss.job WHERE state < 'completed' AND data ->> 'correlationid' IS NOT NULL`;

/** The same query for a database without the table. */
export const NO_JOBS = 'SELECT NULL::text AS request, NULL::text AS queue, false AS dead WHERE false';

/** Whether the database has pg-boss's table. */
export async function queueIsInstalled(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ installed: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS installed`,
  );
  return rows[0]?.installed ?? false;
}

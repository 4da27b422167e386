import { query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { transact } from '#lib/db/transact';
import { boss } from './boss.ts';
import { enqueue } from './publish.ts';
import { deadLetterOf, queueOf } from './queues.ts';

/** A queue of the shop, on which tests let consumers of their own stand in for a service. */
export const QUEUE = queueOf('event-collaboration', 'billing');

/** A numbered task. Doing it leaves a row with its number. */
export interface Task {
  task: number;
}

/** Makes the table of what was done. */
export const prepareDeeds = () => query('CREATE TABLE IF NOT EXISTS deeds (task int NOT NULL)');

/** Enqueues the tasks 1 to `count`. */
export const enqueueTasks = (count: number): Promise<void> =>
  transact((tx) =>
    enqueue(
      tx,
      QUEUE,
      Array.from({ length: count }, (_, index) => ({ data: { task: index + 1 } })),
    ),
  );

/** Does tasks. */
export const doTasks = (tx: Transaction, tasks: number[]) =>
  tx.query('INSERT INTO deeds SELECT unnest($1::int[])', [tasks]);

/** The numbers of the tasks that were done, as often as they were. */
export const tasksDone = async (): Promise<number[]> =>
  (await query<Task>('SELECT task FROM deeds ORDER BY task')).map(({ task }) => task);

/** A job as the queue sees it. */
export interface JobState {
  task: number;
  state: string;
  attempts: number;
  /** Whether it waits for a moment in the future. */
  waits: boolean;
  error: string | null;
}

/** The jobs of the queue that are not done. */
export const openJobs = () =>
  query<JobState>(
    `SELECT (data ->> 'task')::int AS task, state::text, retry_count AS attempts, start_after > now() AS waits, output ->> 'message' AS error
     FROM pgboss.job WHERE name = $1 AND state < 'completed' ORDER BY 1`,
    [QUEUE],
  );

/** The dead letters of the queue, with the errors that they ended by. */
export const deadLetters = () =>
  query<{ task: number; error: string }>(
    `SELECT (data ->> 'task')::int AS task, coalesce(source_output ->> 'message', source_output -> 'value' ->> 'message') AS error
     FROM pgboss.job WHERE name = $1 ORDER BY 1`,
    [deadLetterOf(QUEUE)],
  );

/** Lets the time pass that a claim lasts, and has lapsed claims taken back. */
export async function letClaimsLapse(): Promise<void> {
  await query(`UPDATE pgboss.job SET started_on = started_on - interval '1 minute' WHERE state = 'active'`);
  await query('UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL'); // or a supervisor that has just looked would not look again
  await (await boss()).supervise();
}

/** Lets the time pass that failed jobs wait for their next attempt. */
export const letBackoffPass = () => query(`UPDATE pgboss.job SET start_after = now() WHERE state < 'active'`);

import { query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { transact } from '#lib/db/transact';
import { boss } from './boss.ts';
import { type Consumer, consumeBatch } from './consumer.ts';
import { enqueue } from './publish.ts';
import { deadLetterOf, queueOf } from './queues.ts';

/** A queue of the shop on which the consumers of tests stand in for a service. */
export const QUEUE = queueOf('event-collaboration', 'billing');

/** A numbered task. Doing it logs its number. */
export interface Task {
  task: number;
}

/** Creates the table of tasks that were done. */
export const createTaskLog = () => query('CREATE TABLE IF NOT EXISTS done_tasks (task int NOT NULL)');

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
  tx.query('INSERT INTO done_tasks SELECT unnest($1::int[])', [tasks]);

/** The numbers of the tasks that were done, each as often as it was. */
export const tasksDone = async (): Promise<number[]> =>
  (await query<Task>('SELECT task FROM done_tasks ORDER BY task')).map(({ task }) => task);

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

/** The dead letters of the queue, with the errors of their last attempts. */
export const deadLetters = () =>
  query<{ task: number; error: string }>(
    `SELECT (data ->> 'task')::int AS task, coalesce(source_output ->> 'message', source_output -> 'value' ->> 'message') AS error
     FROM pgboss.job WHERE name = $1 ORDER BY 1`,
    [deadLetterOf(QUEUE)],
  );

/** Lets every claim lapse, and has pg-boss take them back. */
export async function letClaimsLapse(): Promise<void> {
  await query(`UPDATE pgboss.job SET started_on = started_on - interval '1 minute' WHERE state = 'active'`);
  // Otherwise a supervisor that looked a moment ago would not look again.
  await query('UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL');
  await (await boss()).supervise();
}

/** Makes the next attempt of every failed job due. */
export const letBackoffPass = () => query(`UPDATE pgboss.job SET start_after = now() WHERE state < 'active'`);

/** Works through everything that is due, and returns the number of jobs when the queues are empty. */
export async function drain(consumers: Consumer[]): Promise<number> {
  let total = 0;
  for (let round = -1; round !== 0; total += round) {
    round = 0;
    for (const consumer of consumers) round += await consumeBatch(consumer);
  }
  return total;
}

import type { Job, JobWithMetadata } from 'pg-boss';
import { type Transaction, transact } from '#lib/db/transact';
import { PermanentFault, Postponed } from '#lib/faults';
import { isId } from '#lib/ids';
import { log } from '#lib/log';
import type { Envelope } from '#lib/messages/envelope';
import { metrics } from '#lib/metrics';
import { boss, within } from './boss.ts';
import type { Origin } from './handling.ts';
import { readQueues, spendRetries } from './job-table.ts';
import { allQueues, deadLetterOf } from './queues.ts';

/**
 * Records a failed attempt. The job is retried with backoff; after its last attempt, or at once if the fault is
 * permanent, it goes to the dead letter queue with its error.
 */
export async function failJob(queue: string, job: Job<object>, error: unknown): Promise<void> {
  if (error instanceof Postponed) return postpone(queue, job, error);
  const permanent = error instanceof PermanentFault;
  metrics().jobsFailed.inc({ queue });
  log.error({ queue, job: job.id, attempt: job.retryCount + 1, permanent, err: error }, 'job failed');
  const output = { message: error instanceof Error ? error.message : String(error) };
  await transact(async (tx) => {
    if (permanent) await spendRetries(tx, queue, job);
    await (await boss()).fail(queue, [job], output, within(tx));
  });
}

/** Replaces the job by a new one that is due later, because pg-boss would count the attempt. */
async function postpone(queue: string, job: Job<object>, { message, seconds }: Postponed): Promise<void> {
  metrics().jobsPostponed.inc({ queue });
  log.warn({ queue, job: job.id, seconds, reason: message }, 'job postponed');
  await transact(async (tx) => {
    const { priority = 0 } = (await (await boss()).getJobById(queue, job.id, within(tx))) ?? {};
    const { affected } = (await (await boss()).deleteJob(queue, [job], within(tx))) as { affected: number };
    const later = { data: job.data, priority, startAfter: seconds };
    if (affected === 1) await (await boss()).insert(queue, [later], within(tx));
  });
}

/** A job that cannot be done, as it waits for an operator. */
export interface DeadLetter {
  id: string;
  /** When the last attempt failed. */
  since: Date;
  /** The type of the message; null for a plain job, such as a mail. */
  type: string | null;
  /** The request behind it; null where there was none. */
  correlationId: string | null;
  /** Why the last attempt failed. */
  error: string;
}

/** The dead letters of the queues that have any: how many, and the oldest of them, at most `limit` of a queue. */
export async function listDeadLetters(
  limit: number,
): Promise<{ queue: string; total: number; letters: DeadLetter[] }[]> {
  const totals = new Map((await readQueues()).map(({ name, jobs }) => [name, jobs]));
  const queues = allQueues().filter((queue) => totals.has(deadLetterOf(queue)));
  return Promise.all(
    queues.map(async (queue) => {
      const dead = deadLetterOf(queue);
      const jobs = await (await boss()).findJobs<JobData>(dead, { queued: true, limit });
      return { queue, total: totals.get(dead) ?? 0, letters: jobs.map(deadLetter) };
    }),
  );
}

type JobData = Partial<Envelope> & { origin?: Origin };

const deadLetter = ({ id, createdOn, data, sourceOutput }: JobWithMetadata<JobData>): DeadLetter => ({
  id,
  since: createdOn,
  type: data.type ?? null,
  correlationId: data.correlationid ?? data.origin?.correlationId ?? null,
  error: errorOf(sourceOutput),
});

/** What {@link failJob} left, or pg-boss itself where a worker died of the job. */
function errorOf(output: { message?: unknown; value?: { message?: unknown } } | null): string {
  const message = output?.message ?? output?.value?.message;
  return typeof message === 'string' ? message : 'unknown';
}

/** More than a queue will hold; pg-boss takes a thousand where nothing is said. */
const ALL = 2 ** 31 - 1;

/** What became of a wish to retry dead letters. */
export type Retry =
  | { kind: 'retried'; count: number }
  | { kind: 'unknown-queue' }
  /** It never was one of this queue, or somebody has retried it. */
  | { kind: 'unknown-id' };

/**
 * Puts the dead letters of a queue back into it, or one of them, in one transaction: with their data and their
 * priority, and with all their attempts before them. Each is moved, not copied, so a repetition moves nothing.
 */
export async function retryDeadLetters(
  queue: string,
  id?: string,
  record: (tx: Transaction, count: number) => Promise<void> = async () => {},
): Promise<Retry> {
  if (!allQueues().includes(queue)) return { kind: 'unknown-queue' };
  if (id !== undefined && !isId(id)) return { kind: 'unknown-id' };
  const count = await transact(async (tx) => {
    const moved = await redriveLetters(tx, queue, id === undefined ? { limit: ALL } : { ids: [id] });
    if (moved > 0) await record(tx, moved);
    return moved;
  });
  if (id !== undefined && count === 0) return { kind: 'unknown-id' };
  return { kind: 'retried', count };
}

/** Puts dead letters of a queue back into it, in the caller's transaction. Returns how many: one that somebody else has moved is not counted. */
export async function redriveLetters(
  tx: Transaction,
  queue: string,
  chosen: { ids: string[] } | { limit: number },
): Promise<number> {
  const moved = await (await boss()).redrive(deadLetterOf(queue), { ...chosen, destination: queue, ...within(tx) });
  if (moved > 0) tx.signal({ topic: 'work', key: queue });
  return moved;
}

/** Discards dead letters of a queue, in the caller's transaction. Returns how many. What they would have done is never done. */
export async function discardLetters(tx: Transaction, queue: string, ids: string[]): Promise<number> {
  const { affected } = (await (await boss()).deleteJob(deadLetterOf(queue), ids, within(tx))) as { affected: number };
  return affected;
}

import type { Job } from 'pg-boss';
import { transact } from '#lib/db/transact';
import { PermanentFault, Postponed } from '#lib/faults';
import { log } from '#lib/log';
import { metrics } from '#lib/metrics';
import { boss, within } from './boss.ts';
import { spendRetries } from './job-table.ts';

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

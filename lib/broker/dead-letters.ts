import type { Job } from 'pg-boss';
import { PermanentFault } from '#lib/db/permanent-fault';
import { type Transaction, transact } from '#lib/db/transact';
import { log } from '#lib/log';
import { boss, SCHEMA, within } from './boss.ts';

/**
 * Records a failed attempt: the job is retried with backoff, and after its last attempt, or at once when the fault is
 * permanent, it goes to the dead letter queue with its error.
 */
export async function failJob(queue: string, job: Job<object>, error: unknown): Promise<void> {
  const permanent = error instanceof PermanentFault;
  log.error('job failed', { queue, job: job.id, attempt: job.retryCount + 1, permanent, error: String(error) });
  const output = { message: error instanceof Error ? error.message : String(error) };
  await transact(async (tx) => {
    if (permanent) await spendRetries(tx, queue, job);
    await (await boss()).fail(queue, [job], output, within(tx));
  });
}

// pg-boss dead-letters a job whose attempts are spent, and offers no other way outside its own `work()`.
async function spendRetries(tx: Transaction, queue: string, job: Job<object>): Promise<void> {
  await tx.query(
    `UPDATE ${SCHEMA}.job SET retry_limit = retry_count WHERE name = $1 AND id = $2 AND retry_count = $3`,
    [queue, job.id, job.retryCount],
  );
}

import type { Job } from 'pg-boss';
import { type Transaction, transact } from '#lib/db/transact';
import { log } from '#lib/log';
import { boss, within } from './boss.ts';
import { failJob } from './dead-letters.ts';
import { takeJobs } from './job-table.ts';

/** Work of one queue. */
export interface Consumer<Data extends object = object, Prepared = unknown> {
  queue: string;
  /** How many jobs are claimed at once, for a consumer that has `prepare`; {@link BATCH_SIZE} where it is not given. */
  batchSize?: number;
  /**
   * What must not happen inside a transaction (call-backs, e-mail). A consumer that has it claims its jobs in a commit of
   * their own first; one that has not takes its jobs and works in a single transaction.
   */
  prepare?(data: Data): Promise<Prepared>;
  /** The effects of a batch, all in `tx`. What `prepare` returned stands beside the data. */
  handle(tx: Transaction, items: { data: Data; prepared: Prepared }[]): Promise<void>;
}

type Item = { job: Job<object>; prepared: unknown };

/** Large enough that commits are rare, small enough that a batch stays below some tens of milliseconds (500 was 0.67 as fast). */
const BATCH_SIZE = 100;
const PREPARED_AT_ONCE = 20;

/** How many jobs a full batch of a consumer has. */
export const batchSizeOf = ({ batchSize = BATCH_SIZE }: Consumer): number => batchSize;

/** Somebody else has the job by now: the claim lapsed while this process was slow or paused. */
class ClaimLost extends Error {}

/**
 * Takes one batch off the queue and does it. Returns how many jobs it took.
 *
 * Without `prepare` a batch is ONE transaction: take the jobs, effects, next messages, commit. A crash at any point leaves
 * everything as it was. If the batch fails, its jobs are tried one by one, so that a poison message costs only itself.
 */
export async function consumeBatch(consumer: Consumer): Promise<number> {
  if (consumer.prepare) return consumeClaimed(consumer, batchSizeOf(consumer));
  try {
    return await transact(async (tx) => {
      const jobs = await takeJobs(tx, consumer.queue, BATCH_SIZE);
      if (jobs.length > 0)
        await consumer.handle(
          tx,
          jobs.map(({ data }) => ({ data, prepared: undefined })),
        );
      return jobs.length;
    });
  } catch (error) {
    log.warn({ queue: consumer.queue, err: error }, 'batch failed; trying its jobs one by one');
    return consumeOneByOne(consumer);
  }
}

/**
 * Does up to one batch of jobs singly, each claimed in a commit of its own: the attempt is counted even if the job kills the
 * process. Also the first pass after a start, for that reason.
 */
export async function consumeOneByOne(consumer: Consumer): Promise<number> {
  let done = 0;
  while (done < BATCH_SIZE && (await consumeClaimed(consumer, 1)) === 1) done++;
  return done;
}

async function consumeClaimed(consumer: Consumer, batchSize: number): Promise<number> {
  const jobs = await (await boss()).fetch<object>(consumer.queue, { batchSize });
  const ready: Item[] = [];
  for (let start = 0; start < jobs.length; start += PREPARED_AT_ONCE) {
    const slice = jobs.slice(start, start + PREPARED_AT_ONCE);
    const results = await Promise.allSettled(slice.map(async (job) => consumer.prepare?.(job.data)));
    for (const [index, result] of results.entries()) {
      const job = slice[index] as Job<object>;
      if (result.status === 'fulfilled') ready.push({ job, prepared: result.value });
      else await failJob(consumer.queue, job, result.reason);
    }
  }
  try {
    if (ready.length > 0) await transact((tx) => finish(consumer, tx, ready));
  } catch (error) {
    if (ready.length === 1) await giveUp(consumer.queue, ready[0] as Item, error);
    else for (const item of ready) await finishSingly(consumer, item);
  }
  return jobs.length;
}

async function finishSingly(consumer: Consumer, item: Item): Promise<void> {
  try {
    await transact((tx) => finish(consumer, tx, [item]));
  } catch (error) {
    await giveUp(consumer.queue, item, error);
  }
}

async function giveUp(queue: string, { job }: Item, error: unknown): Promise<void> {
  // The job belongs to another worker now: failing it here would cost that one its claim.
  if (error instanceof ClaimLost) log.warn({ queue, job: job.id }, 'claim lapsed; another worker has the job');
  else await failJob(queue, job, error);
}

/** Effects and settlement of claimed jobs. The id and attempt of each job fence the settlement: all are still ours, or nothing happens. */
async function finish(consumer: Consumer, tx: Transaction, items: Item[]): Promise<void> {
  await consumer.handle(
    tx,
    items.map(({ job, prepared }) => ({ data: job.data, prepared })),
  );
  const jobs = items.map(({ job }) => job);
  // pg-boss's published type of this response is empty.
  const { affected } = (await (await boss()).deleteJob(consumer.queue, jobs, within(tx))) as { affected: number };
  if (affected !== jobs.length) throw new ClaimLost(`${jobs.length - affected} of ${jobs.length} claims lapsed`);
}

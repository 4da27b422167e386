import type { Job } from 'pg-boss';
import { type Transaction, transact } from '#lib/db/transact';
import { log } from '#lib/log';
import { metrics } from '#lib/metrics';
import { boss, within } from './boss.ts';
import { failJob } from './dead-letters.ts';
import { endHandling, type Handling, onBehalfOf, startHandling } from './handling.ts';
import { takeJobs } from './job-table.ts';

/** Work of one queue. */
export interface Consumer<Data extends object = object, Prepared = unknown> {
  queue: string;
  /** How many jobs are claimed at once, for a consumer that has `prepare`; {@link BATCH_SIZE} where it is not given. */
  batchSize?: number;
  /**
   * Does what must not happen inside a transaction, for example a call-back or an e-mail. A consumer with it first
   * claims its jobs in a commit of their own; a consumer without it takes its jobs and handles them in one transaction.
   */
  prepare?(data: Data): Promise<Prepared>;
  /** Writes the effects of a batch, all in `tx`. Each item has what `prepare` returned for it. */
  handle(tx: Transaction, items: { data: Data; prepared: Prepared }[]): Promise<void>;
  /** Hears of each job whose effects are committed; it must not throw. */
  onHandled?(data: Data): void;
}

type Item = { job: Job<object>; handling: Handling; prepared: unknown };

/**
 * Large enough to make commits rare, small enough for a batch to take some tens of milliseconds at most (500 had 0.67
 * of the throughput).
 */
const BATCH_SIZE = 100;
const PREPARED_AT_ONCE = 20;
/** So many signs of life are given in the time after which a claim lapses. */
const BEATS = 4;

/** The number of jobs in a full batch of a consumer. */
export const batchSizeOf = ({ batchSize = BATCH_SIZE }: Consumer): number => batchSize;

/** The claim lapsed while this process was slow or paused, and another worker has the job. */
class ClaimLost extends Error {}

/**
 * Takes one batch off the queue and handles it. Returns the number of jobs that it took.
 *
 * Without `prepare` a batch is one transaction, which takes the jobs, writes their effects and publishes the next
 * messages: a crash at any point leaves everything as it was. If the batch fails, its jobs are tried one by one, so
 * that a poison message holds up no other.
 */
export async function consumeBatch(consumer: Consumer): Promise<number> {
  if (consumer.prepare) return consumeClaimed(consumer, batchSizeOf(consumer));
  let handlings: Handling[] = [];
  try {
    await transact(async (tx) => {
      const jobs = await takeJobs(tx, consumer.queue, BATCH_SIZE);
      handlings = jobs.map(({ data }) => startHandling(consumer.queue, data, jobs.length));
      if (jobs.length > 0)
        await onBehalfOf(handlings, () =>
          consumer.handle(
            tx,
            jobs.map(({ data }) => ({ data, prepared: undefined })),
          ),
        );
    });
  } catch (error) {
    for (const handling of handlings) endHandling(handling, error);
    await onBehalfOf(handlings, async () =>
      log.warn({ queue: consumer.queue, err: error }, 'batch failed; trying its jobs one by one'),
    );
    return consumeOneByOne(consumer);
  }
  handled(consumer, handlings);
  return handlings.length;
}

/** The effects of these jobs are committed. */
function handled(consumer: Consumer, handlings: Handling[]): void {
  if (handlings.length === 0) return;
  metrics().jobsHandled.inc({ queue: consumer.queue }, handlings.length);
  for (const handling of handlings) {
    endHandling(handling);
    consumer.onHandled?.(handling.data);
  }
}

/**
 * Handles up to one batch of jobs one by one. Each is claimed in a commit of its own, so the attempt is counted even if
 * the job kills the process. A worker starts with such a pass for that reason. Returns the number of jobs that it took.
 */
export async function consumeOneByOne(consumer: Consumer): Promise<number> {
  let taken = 0;
  while (taken < BATCH_SIZE && (await consumeClaimed(consumer, 1)) === 1) taken++;
  return taken;
}

async function consumeClaimed(consumer: Consumer, batchSize: number): Promise<number> {
  const jobs = await (await boss()).fetch<object>(consumer.queue, { batchSize });
  const letGo = holdClaims(consumer.queue, jobs);
  const ready = await prepareAll(consumer, jobs).finally(letGo);
  try {
    if (ready.length > 0) await finish(consumer, ready);
  } catch (error) {
    if (ready.length === 1) await giveUp(consumer.queue, ready[0] as Item, error);
    else for (const item of ready) await finishSingly(consumer, item);
  }
  return jobs.length;
}

/** Gives a sign of life for claimed jobs, where their queue asks for it, until the function that it returns is called. */
function holdClaims(queue: string, jobs: Job<object>[]): () => void {
  const seconds = jobs[0]?.heartbeatSeconds;
  if (!seconds) return () => {};
  const beat = async () => void (await (await boss()).touch(queue, jobs));
  const timer = setInterval(
    () => beat().catch((error: Error) => log.warn({ queue, err: error }, 'cannot show that a job is in hand')),
    (seconds * 1_000) / BEATS,
  );
  return () => clearInterval(timer);
}

/** Prepares claimed jobs; those that cannot be prepared have failed. */
async function prepareAll(consumer: Consumer, jobs: Job<object>[]): Promise<Item[]> {
  const ready: Item[] = [];
  for (let start = 0; start < jobs.length; start += PREPARED_AT_ONCE) {
    const slice = jobs.slice(start, start + PREPARED_AT_ONCE).map((job) => ({
      job,
      handling: startHandling(consumer.queue, job.data, jobs.length),
      prepared: undefined,
    }));
    const results = await Promise.allSettled(
      slice.map(({ job, handling }) => onBehalfOf([handling], async () => consumer.prepare?.(job.data))),
    );
    for (const [index, result] of results.entries()) {
      const item = slice[index] as Item;
      if (result.status === 'fulfilled') ready.push({ ...item, prepared: result.value });
      else await fail(consumer.queue, item, result.reason);
    }
  }
  return ready;
}

async function finishSingly(consumer: Consumer, item: Item): Promise<void> {
  try {
    await finish(consumer, [item]);
  } catch (error) {
    await giveUp(consumer.queue, item, error);
  }
}

async function giveUp(queue: string, item: Item, error: unknown): Promise<void> {
  if (!(error instanceof ClaimLost)) return fail(queue, item, error);
  // Failing the job here would cost the other worker its claim.
  endHandling(item.handling, error);
  await onBehalfOf([item.handling], async () =>
    log.warn({ queue, job: item.job.id }, 'claim lapsed; another worker has the job'),
  );
}

async function fail(queue: string, { job, handling }: Item, error: unknown): Promise<void> {
  endHandling(handling, error);
  await onBehalfOf([handling], () => failJob(queue, job, error));
}

/**
 * Writes the effects of claimed jobs and deletes them. pg-boss deletes a job only in the attempt that was claimed: all
 * are still ours, or nothing happens.
 */
async function finish(consumer: Consumer, items: Item[]): Promise<void> {
  const handlings = items.map(({ handling }) => handling);
  await transact(async (tx) => {
    await onBehalfOf(handlings, () =>
      consumer.handle(
        tx,
        items.map(({ job, prepared }) => ({ data: job.data, prepared })),
      ),
    );
    const jobs = items.map(({ job }) => job);
    // pg-boss's published type of this response is empty.
    const { affected } = (await (await boss()).deleteJob(consumer.queue, jobs, within(tx))) as { affected: number };
    if (affected !== jobs.length) throw new ClaimLost(`${jobs.length - affected} of ${jobs.length} claims lapsed`);
  });
  handled(consumer, handlings);
}

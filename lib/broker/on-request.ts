import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { onSignal } from '#lib/db/signals';
import { log } from '#lib/log';
import { processWide } from '#lib/process-wide';
import { boss } from './boss.ts';
import { batchSizeOf, type Consumer, consumeBatch, consumeOneByOne } from './consumer.ts';
import { analyseJobs, countOpenJobs, queuesWithDueJobs, readOutlook } from './job-table.ts';
import { type Pruning, runPrunings } from './prune.ts';

/** How long the work that a request caused goes on. Together with the wait for a reply it must fit into `maxDuration` of vercel.json. */
const LIMIT_MS = 45_000;
/** A drain waits for a retry that is due within this time, and leaves later ones to the next request. */
const RETRY_WAIT_MS = 10_000;
const FAULT_PAUSE_MS = 1_000;

/** The worker of a process that lives only as long as its requests. */
export interface OnRequestWorker {
  /** Works off what is due, and keeps the process alive meanwhile. It goes on after the current request is answered. */
  drainMeanwhile(): void;
  /**
   * What a worker does besides its batches, and then whatever is due: takes lapsed claims back, drains for at most `limitMs`, prunes.
   * Returns how many jobs this process did meanwhile, and how many are left.
   */
  maintain(limitMs: number): Promise<{ done: number; waiting: number }>;
}

interface Options {
  consumers: Consumer[];
  prunings: Pruning[];
  /** Keeps the process alive until the work is done, although the current request may be answered before. */
  keepAlive(work: Promise<void>): void;
}

/** The worker of this process; undefined where other processes do the work. */
export const onRequestWorker = (): OnRequestWorker | undefined =>
  processWide<{ worker?: OnRequestWorker }>('on-request', () => ({})).worker;

/**
 * Makes this process do the work of its requests itself: every commit that adds jobs starts a drain, and so does whoever waits for a
 * reply. While no request is there, nothing runs: neither a timer nor a query. Several processes may drain at once.
 */
export function workOnRequest(options: Options): void {
  processWide<{ worker?: OnRequestWorker }>('on-request', () => ({})).worker = createWorker(options);
}

interface Run {
  ended: Promise<void>;
  /** Jobs came while a batch was under way. */
  isWanted: boolean;
}

function createWorker({ consumers, prunings, keepAlive }: Options): OnRequestWorker {
  const byQueue = new Map(consumers.map((consumer) => [consumer.queue, consumer]));
  const queues = [...byQueue.keys()];
  const untouched = new Set(queues);
  const runs = new Map<string, Run>();
  /** Set in whatever a drain does: that needs no further drain for its own jobs. */
  const inDrain = new AsyncLocalStorage<true>();
  let drains = 0;
  let done = 0;
  let probe: Promise<string[]> | undefined;

  onSignal('work', (signalled) => {
    if (!inDrain.getStore()) drainMeanwhile();
    if (drains > 0) for (const queue of signalled ?? []) start(queue);
  });

  function drainMeanwhile(): void {
    keepAlive(drain(LIMIT_MS).catch((error: Error) => log.warn({ err: error }, 'drain ended early')));
  }

  /** Works until nothing is due in any queue, but no longer than the limit; a batch in hand is finished. */
  async function drain(limitMs: number): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    const isOver = new Promise((resolve) => limit.addEventListener('abort', resolve));
    drains++;
    try {
      while (!limit.aborted) {
        probe ??= queuesWithDueJobs(queues).finally(() => {
          probe = undefined;
        });
        for (const queue of await probe) start(queue);
        if (runs.size > 0) await Promise.race([isOver, ...[...runs.values()].map(({ ended }) => ended)]);
        else if (!(await hasMoreSoon(limit))) return;
      }
    } finally {
      drains--;
      if (drains === 0) await Promise.all([...runs.values()].map(({ ended }) => ended));
    }
  }

  /** Nothing is due: waits for the next retry if it is near, and takes back what a killed process had claimed. */
  async function hasMoreSoon(limit: AbortSignal): Promise<boolean> {
    const { hasLapsed, nextInMs } = await readOutlook(queues);
    if (hasLapsed) await (await boss()).supervise();
    const waitMs = hasLapsed ? FAULT_PAUSE_MS : nextInMs;
    if (waitMs === null || waitMs > RETRY_WAIT_MS) return false;
    await delay(Math.max(0, waitMs), undefined, { signal: limit }).catch(() => {}); // the limit ends the wait
    return true;
  }

  function start(queue: string): void {
    const consumer = byQueue.get(queue);
    const current = runs.get(queue);
    if (current) current.isWanted = true;
    if (current || !consumer) return;
    const run: Run = { isWanted: true, ended: Promise.resolve() };
    runs.set(queue, run);
    run.ended = inDrain.run(true, () => consume(consumer, run));
  }

  async function consume(consumer: Consumer, run: Run): Promise<void> {
    try {
      while (run.isWanted && drains > 0) {
        run.isWanted = false;
        // If a job killed the last process, it stands first in the queue.
        const taken = await (untouched.delete(consumer.queue) ? consumeOneByOne : consumeBatch)(consumer);
        done += taken;
        if (taken >= batchSizeOf(consumer)) run.isWanted = true;
      }
    } catch (error) {
      log.error({ queue: consumer.queue, err: error }, 'consumer failed; trying again');
      await delay(FAULT_PAUSE_MS);
    } finally {
      runs.delete(consumer.queue);
    }
  }

  return {
    drainMeanwhile,
    async maintain(limitMs) {
      const before = done;
      await (await boss()).supervise();
      await drain(limitMs);
      await runPrunings(prunings);
      await analyseJobs();
      return { done: done - before, waiting: await countOpenJobs(queues) };
    },
  };
}

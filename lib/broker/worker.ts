import { setTimeout as delay } from 'node:timers/promises';
import { isOutage } from '#lib/db/outage';
import { onSignal, pollIntervalMs } from '#lib/db/signals';
import { log } from '#lib/log';
import { supervisingBoss } from './boss.ts';
import { batchSizeOf, type Consumer, consumeBatch, consumeOneByOne } from './consumer.ts';
import { analyseJobs, queuesWithDueJobs } from './job-table.ts';
import { showPresence } from './presence.ts';
import { type Pruning, runPrunings } from './prune.ts';

const RETRY_INTERVAL_MS = 1_000;
const OUTAGE_INTERVAL_MS = 100;
const PRUNE_INTERVAL_MS = 3_600_000;

/**
 * Runs the consumers of this process until it is stopped. Each queue has a loop that takes batches while they are full
 * and then sleeps until a commit signals new jobs. At intervals a probe of all queues finds what no signal announces:
 * retries that are due, and jobs whose signal was lost. `prunings` run at the start and every hour. Stopping waits for
 * the batches under way.
 */
export async function startWorker(consumers: Consumer[], prunings: Pruning[]): Promise<{ stop(): Promise<void> }> {
  await supervisingBoss();
  await analyseJobs().catch((error: Error) => log.warn({ err: error }, 'cannot analyse the job table'));
  const stopping = new AbortController();
  const wakeUps = new Map(consumers.map((consumer) => [consumer.queue, new WakeUp()]));
  const wake = (queues: string[] | null) => {
    for (const queue of queues ?? wakeUps.keys()) wakeUps.get(queue)?.call();
  };
  const unsubscribe = onSignal('work', wake);
  const loops = [
    ...consumers.map((consumer) => consume(consumer, wakeUps.get(consumer.queue) as WakeUp, stopping.signal)),
    probe([...wakeUps.keys()], wake, stopping.signal),
    pruneHourly(prunings, stopping.signal),
    showPresence(stopping.signal),
  ];
  return {
    async stop() {
      stopping.abort();
      unsubscribe();
      wake(null);
      await Promise.all(loops);
    },
  };
}

async function pruneHourly(prunings: Pruning[], stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await runPrunings(prunings);
    await pause(PRUNE_INTERVAL_MS, stopping);
  }
}

/** A call that is remembered until somebody waits for it. */
class WakeUp {
  private called = false;
  private waiting: (() => void) | undefined;

  call(): void {
    this.called = true;
    this.waiting?.();
  }

  /** Waits for a call, but no longer than for `limit`. */
  async wait(limit?: Promise<void>): Promise<void> {
    if (!this.called)
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
        void limit?.then(resolve);
      });
    this.called = false;
    this.waiting = undefined;
  }
}

async function consume(consumer: Consumer, wakeUp: WakeUp, stopping: AbortSignal): Promise<void> {
  let takeBatch = consumeOneByOne; // if a job killed the last process, it stands first in the queue
  while (!stopping.aborted) {
    try {
      const taken = await takeBatch(consumer);
      takeBatch = consumeBatch;
      if (taken < batchSizeOf(consumer) && !stopping.aborted) await wakeUp.wait();
    } catch (error) {
      log.error({ queue: consumer.queue, err: error }, 'consumer failed; trying again');
      // The probe finds out first that the database is back, and then wakes this queue if it has work.
      const interval = pause(RETRY_INTERVAL_MS, stopping);
      await (isOutage(error) ? wakeUp.wait(interval) : interval);
    }
  }
}

async function probe(queues: string[], wake: (queues: string[]) => void, stopping: AbortSignal): Promise<void> {
  for (let failures = 0; !stopping.aborted; ) {
    try {
      wake(await queuesWithDueJobs(queues));
      failures = 0;
    } catch (error) {
      if (failures++ === 0) log.warn({ err: error }, 'cannot probe the queues; trying again until it works');
    }
    await pause(failures > 0 ? OUTAGE_INTERVAL_MS : pollIntervalMs(), stopping);
  }
}

/** Waits, but no longer than until the process stops. */
async function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal: stopping }).catch(() => {}); // aborted: the process stops
}

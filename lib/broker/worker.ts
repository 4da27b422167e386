import { setTimeout as delay } from 'node:timers/promises';
import { onSignal } from '#lib/db/signals';
import { log } from '#lib/log';
import { supervisingBoss } from './boss.ts';
import { batchSizeOf, type Consumer, consumeBatch, consumeOneByOne } from './consumer.ts';
import { analyseJobs, queuesWithDueJobs } from './job-table.ts';

const PROBE_INTERVAL_MS = 1_000;
const PRUNE_INTERVAL_MS = 3_600_000;

/**
 * Runs the consumers of this process until stopped: one loop for each queue, which goes on while its batches are full and then
 * sleeps until the signal of a commit. One probe of all queues a second finds what no signal tells: retries that are due,
 * and jobs whose signal was lost. Stopping waits for the batches in hand. `prunings` are what the services forget in time.
 */
export async function startWorker(
  consumers: Consumer[],
  prunings: (() => Promise<void>)[],
): Promise<{ stop(): Promise<void> }> {
  await supervisingBoss();
  await analyseJobs().catch((error: Error) => log.warn({ err: error }, 'cannot analyse the job table'));
  const stopping = new AbortController();
  const wakeUps = new Map(consumers.map((consumer) => [consumer.queue, new WakeUp()]));
  const wake = (queues: string[] | null) => {
    for (const queue of queues ?? wakeUps.keys()) wakeUps.get(queue)?.call();
  };
  const unsubscribe = onSignal('work', wake);
  const probe = probing([...wakeUps.keys()], wake, stopping.signal);
  const pruning = prunes(prunings, stopping.signal);
  const loops = consumers.map((consumer) => loop(consumer, wakeUps.get(consumer.queue) as WakeUp, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      unsubscribe();
      wake(null);
      await Promise.all([...loops, probe, pruning]);
    },
  };
}

/** Prunes at the start and every hour. */
async function prunes(prunings: (() => Promise<void>)[], stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    for (const pruning of prunings)
      await pruning().catch((error: Error) => log.warn({ err: error }, 'cannot prune; trying again in an hour'));
    await pause(PRUNE_INTERVAL_MS, stopping);
  }
}

/** Works through everything that is due now, and returns when the queues are empty: for schedules, and for tests. */
export async function drain(consumers: Consumer[]): Promise<number> {
  let total = 0;
  for (let round = -1; round !== 0; total += round) {
    round = 0;
    for (const consumer of consumers) round += await consumeBatch(consumer);
  }
  return total;
}

/** Remembers a call that comes while nobody waits. */
class WakeUp {
  private called = false;
  private waiting: (() => void) | undefined;

  call(): void {
    this.called = true;
    this.waiting?.();
  }

  async wait(): Promise<void> {
    if (!this.called)
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
      });
    this.called = false;
    this.waiting = undefined;
  }
}

async function loop(consumer: Consumer, wakeUp: WakeUp, stopping: AbortSignal): Promise<void> {
  let consume = consumeOneByOne; // the batch that killed the last process, if one did, stands first in the queue
  while (!stopping.aborted) {
    try {
      const taken = await consume(consumer);
      consume = consumeBatch;
      if (taken < batchSizeOf(consumer) && !stopping.aborted) await wakeUp.wait();
    } catch (error) {
      log.error({ queue: consumer.queue, err: error }, 'consumer failed; trying again');
      await pause(PROBE_INTERVAL_MS, stopping);
    }
  }
}

async function probing(queues: string[], wake: (queues: string[]) => void, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      wake(await queuesWithDueJobs(queues));
    } catch (error) {
      log.warn({ err: error }, 'cannot probe the queues; trying again');
    }
    await pause(PROBE_INTERVAL_MS, stopping);
  }
}

/** Waits, but no longer than until the process stops. */
async function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal: stopping }).catch(() => {}); // aborted: the process stops
}

import { type Consumer, consumeBatch } from '#lib/broker/consumer';
import { letBackoffPass, letClaimsLapse } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { type Style, styles } from '#lib/messages/define';
import { faults, UNCOUNTED } from '#scripts/testing/faults';
import { waitingJobs } from '#scripts/testing/shop';
import { consumers } from './consumers.ts';

/** Every style with every kind of fault. */
export const cases = styles.flatMap((style) => faults.map((fault) => [style, fault] as const));

/** The consumers that have something to do. */
async function busy(): Promise<Consumer[]> {
  const queues = await query<{ name: string }>(
    `${UNCOUNTED} SELECT DISTINCT name FROM pgboss.job WHERE state < 'active' AND start_after <= now()`,
  );
  const due = new Set(queues.map(({ name }) => name));
  return consumers.filter(({ queue }) => due.has(queue));
}

/** Works off what is due, batch by batch, until nothing is. */
async function workOff(isChosen: (consumer: Consumer) => boolean): Promise<void> {
  const next = async () => (await busy()).filter(isChosen);
  for (let work = await next(); work.length > 0; work = await next())
    for (const consumer of work) await consumeBatch(consumer);
}

/** Works off what is due in one style, until nothing is, or until a fault gets through. */
export async function workUntilFault(style: Style): Promise<void> {
  try {
    await workOff(({ queue }) => queue.startsWith(style) || queue.endsWith('email'));
  } catch {
    // The process is gone; what it left behind is looked at after the recovery.
  }
}

const ROUNDS_MAX = 20;

/** What the next life of the worker does, once claims have lapsed and waits are over. Throws if it does not end. */
export async function recover(): Promise<void> {
  let left: string[] = [];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    await letClaimsLapse();
    await letBackoffPass();
    await workOff(() => true);
    left = Object.keys(await waitingJobs());
    if (left.length === 0) return;
  }
  throw new Error(`after ${ROUNDS_MAX} rounds there are still jobs in ${left.join(', ')}`);
}

import { consumers } from '#jobs/consumers';
import type { Consumer } from '#lib/broker/consumer';
import { takeJobs } from '#lib/broker/job-table';
import type { LoggedMessage } from '#lib/broker/message-log';
import { publish } from '#lib/broker/publish';
import type { Transaction } from '#lib/db/transact';
import { storeRequests } from '#lib/gateway/requests';

/** A request, and whose it is. */
export type Owned = [ownerId: string, message: LoggedMessage];

/** Stores and publishes requests as the gateway does. */
export async function request(tx: Transaction, requests: Owned[]): Promise<void> {
  const rows = requests.map(([ownerId, { correlationId }]) => ({
    ...{ correlationId, ownerId },
    ...{ keyScope: null, key: null, digest: null },
  }));
  await tx.run(storeRequests, { rows });
  publish(
    tx,
    requests.map(([, message]) => message),
  );
}

/** The consumers that need nothing but the database, by their queues. */
const local = new Map(consumers.filter(({ prepare }) => !prepare).map((consumer) => [consumer.queue, consumer]));

/** Sends requests and works off all that follows from them, as the worker does. */
export async function send(tx: Transaction, requests: Owned[]): Promise<void> {
  // Only the queues that were told of work are looked into: most have none.
  const told = new Set<string>();
  const heard: Transaction = {
    ...tx,
    signal: (signal) => {
      if (signal.topic === 'work') told.add(signal.key);
      tx.signal(signal);
    },
  };
  await request(heard, requests);
  for (const queue of told) {
    told.delete(queue);
    const consumer = local.get(queue);
    if (consumer) await workOff(heard, consumer);
  }
}

async function workOff(tx: Transaction, consumer: Consumer): Promise<void> {
  const jobs = await takeJobs(tx, consumer.queue, 100);
  if (jobs.length === 0) return;
  await consumer.handle(
    tx,
    jobs.map(({ data }) => ({ data, prepared: undefined })),
  );
}

import { consumers } from '#jobs/consumers';
import type { Consumer } from '#lib/broker/consumer';
import { queuesWithDueJobs, takeJobs } from '#lib/broker/job-table';
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
    ...{ customerId: null, keyScope: null, key: null, digest: null },
  }));
  await tx.run(storeRequests, { rows, people: [] });
  publish(
    tx,
    requests.map(([, message]) => message),
  );
}

/** The consumers that need nothing but the database, by their queues. */
const local = new Map(consumers.filter(({ prepare }) => !prepare).map((consumer) => [consumer.queue, consumer]));

/** Sends requests and works off all that follows from them, as the worker does. */
export async function send(tx: Transaction, requests: Owned[]): Promise<void> {
  await request(tx, requests);
  const queues = [...local.keys()];
  for (let due = await queuesWithDueJobs(queues, tx); due.length > 0; due = await queuesWithDueJobs(queues, tx))
    for (const queue of due) await workOff(tx, local.get(queue) as Consumer);
}

async function workOff(tx: Transaction, consumer: Consumer): Promise<void> {
  const jobs = await takeJobs(tx, consumer.queue, 100);
  await consumer.handle(
    tx,
    jobs.map(({ data }) => ({ data, prepared: undefined })),
  );
}

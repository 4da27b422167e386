import { enqueue } from '#lib/broker/publish';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import type { Transaction } from '#lib/db/transact';
import { notifyOfOutcomes } from '#lib/notification/order-outcomes';
import { jobsOf } from '#lib/notification/outbox';

/** Keeps what is known of orders, notifies the customers of the outcomes that are known by now, and queues the e-mails, in one transaction. */
export async function notify(tx: Transaction, halves: Parameters<typeof notifyOfOutcomes>[1]): Promise<void> {
  await enqueue(tx, EMAIL_QUEUE, jobsOf(await notifyOfOutcomes(tx, halves)));
}

import { enqueue } from '#lib/broker/publish';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import type { Transaction } from '#lib/db/transact';
import { sendsMail } from '#lib/notification/send';
import { tellOutcomes } from '#lib/notification/tell';

/** Keeps what is known of orders, and queues the e-mails of the outcomes that can be told by now, in one transaction. */
export async function tell(tx: Transaction, halves: Parameters<typeof tellOutcomes>[1]): Promise<void> {
  const notificationIds = await tellOutcomes(tx, halves);
  if (!sendsMail()) return; // kept, and shown where the notifications are
  await enqueue(
    tx,
    EMAIL_QUEUE,
    notificationIds.map((notificationId) => ({ data: { notificationId } })),
  );
}

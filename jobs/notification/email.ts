import type { Consumer } from '#lib/broker/consumer';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import { type Delivery, deliver, recordDeliveries } from '#lib/notification/deliver';

/** Sends the e-mails of notifications. */
export const email: Consumer<{ notificationId: string }, Delivery> = {
  queue: EMAIL_QUEUE,
  prepare: ({ notificationId }) => deliver(notificationId),
  handle: (tx, items) =>
    recordDeliveries(
      tx,
      items.map((item) => item.prepared),
    ),
};

import type { Crossing } from '#lib/billing/decide';
import { callBack } from '#lib/broker/call-back';
import type { Consumer } from '#lib/broker/consumer';
import { enqueue } from '#lib/broker/publish';
import { ALERT_QUEUE, EMAIL_QUEUE } from '#lib/broker/queues';
import { notifyOfLowBalances } from '#lib/notification/low-balance';
import { jobsOf } from '#lib/notification/outbox';
import type { Recipient } from '#lib/notification/users';

/** Records low-balance alerts and queues their e-mails, in one transaction. */
export const lowBalance: Consumer<Crossing, Recipient> = {
  queue: ALERT_QUEUE,
  prepare: ({ userId }) => callBack('notification', 'GET users/{id}', userId),
  async handle(tx, items) {
    const written = await notifyOfLowBalances(
      tx,
      items.map(({ data, prepared }) => ({ ...data, recipient: prepared })),
    );
    await enqueue(tx, EMAIL_QUEUE, jobsOf(written));
  },
};

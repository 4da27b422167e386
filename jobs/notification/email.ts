import type { Consumer } from '#lib/broker/consumer';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import { type Delivery, deliver, recordDeliveries } from '#lib/notification/outbox';
import { inSpan, SpanKind } from '#lib/tracing';

/** Sends the mails of the outbox. Few are taken at once, so that a mail of higher priority need not wait long for those in hand. */
export const email: Consumer<{ mailId: string }, Delivery | null> = {
  queue: EMAIL_QUEUE,
  batchSize: 20,
  prepare: ({ mailId }) =>
    inSpan('send mail', { kind: SpanKind.CLIENT, attributes: { 'saldo.mail.id': mailId } }, () => deliver(mailId)),
  handle: (tx, items) =>
    recordDeliveries(
      tx,
      items.flatMap(({ prepared }) => prepared ?? []),
    ),
};

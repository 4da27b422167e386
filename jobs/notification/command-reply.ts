import { handlersOf } from '#lib/broker/handlers';
import { enqueue } from '#lib/broker/publish';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import { commandReply } from '#lib/messages/command-reply';
import { notifyOfReady, notifyOfRefunds } from '#lib/notification/order-news';
import { lockOrders } from '#lib/notification/orders';
import { jobsOf } from '#lib/notification/outbox';
import { notify } from './notify.ts';

export const notification = handlersOf(
  commandReply,
  'notification',
  {
    async CreateOrderResponse(replies, { tx }) {
      const outcomes = replies.flatMap(({ body }) => {
        if (body.outcome === 'rejected') return []; // there is no order; the customer has had the answer
        return [{ ...body, reason: body.outcome === 'refused' ? body.reason : null }];
      });
      await notify(tx, outcomes);
    },

    async OrderAdvanced(replies, { tx }) {
      const ready = replies.flatMap(({ body }) =>
        body.outcome === 'advanced' && body.fulfilment === 'ready' ? [body] : [],
      );
      await enqueue(tx, EMAIL_QUEUE, jobsOf(await notifyOfReady(tx, ready)));
    },

    async RefundOrderResponse(replies, { tx }) {
      const refunds = replies.flatMap(({ body }) => (body.outcome === 'refunded' ? [body] : []));
      await enqueue(tx, EMAIL_QUEUE, jobsOf(await notifyOfRefunds(tx, refunds)));
    },
  },
  {
    lock: lockOrders, // what is said of one order comes in different messages
    keys: {
      CreateOrderResponse: ({ body }) => (body.outcome === 'rejected' ? null : body.orderId),
      OrderAdvanced: ({ body }) => (body.outcome === 'advanced' && body.fulfilment === 'ready' ? body.orderId : null),
      RefundOrderResponse: ({ body }) => (body.outcome === 'refunded' ? body.orderId : null),
    },
  },
);

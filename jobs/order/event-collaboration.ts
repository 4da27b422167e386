import { handlersOf } from '#lib/broker/handlers';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { createOrders } from '#lib/order/create';
import { settleOrders } from '#lib/order/settle';
import { lockForBatch } from '#lib/order/stock';

export const order = handlersOf(
  eventCollaboration,
  'order',
  {
    async OrderCreateRequested(events, { tx }) {
      const outcomes = await createOrders(
        tx,
        events.map(({ body, correlationId }) => ({ ...body, correlationId })),
      );
      return outcomes.map((outcome) => {
        if (outcome.kind === 'rejected') return { name: 'OrderCreateFailed', body: outcome };
        const { orderId, userId, total, currency } = outcome.order;
        return [
          { name: 'OrderCreated', body: outcome.order },
          { name: 'OrderPaymentRequested', body: { orderId, userId, amount: total, currency } },
        ];
      });
    },

    async OrderPaymentCreated(events, { tx }) {
      await settleOrders(
        tx,
        events.map(({ body }) => ({ orderId: body.orderId, status: 'paid' })),
      );
      return events.map(({ body }) => ({ name: 'OrderPaid', body: { orderId: body.orderId } }));
    },

    async OrderPaymentFailed(events, { tx }) {
      await settleOrders(
        tx,
        events.map(({ body }) => ({ ...body, status: 'refused' })),
      );
      return events.map(({ body }) => ({ name: 'OrderNotPaid', body }));
    },
  },
  {
    lock: lockForBatch,
    keys: {
      OrderCreateRequested: ({ body: { items } }) => ({ items }),
      OrderPaymentCreated: () => null, // a batch that only creates and settles paid orders locks in one order anyway
      OrderPaymentFailed: ({ body: { orderId } }) => ({ orderId }),
    },
  },
);

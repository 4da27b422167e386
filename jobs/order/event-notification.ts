import { handlersOf } from '#lib/broker/handlers';
import { eventNotification } from '#lib/messages/event-notification';
import { createOrders } from '#lib/order/create';
import { settleOrders } from '#lib/order/settle';
import { lockForBatch } from '#lib/order/stock';

export const order = handlersOf(
  eventNotification,
  'order',
  {
    async OrderRequested(events, { tx }) {
      const outcomes = await createOrders(
        tx,
        events.map(({ body, correlationId }) => ({ ...body, correlationId })),
      );
      return outcomes.map((outcome) => {
        if (outcome.kind === 'rejected') return { name: 'OrderRejected', body: outcome };
        const { orderId } = outcome.order;
        return [
          { name: 'OrderCreated', body: { orderId } },
          { name: 'BillingRequested', body: { orderId } },
        ];
      });
    },

    async BillPayed(events, { tx }) {
      await settleOrders(
        tx,
        events.map(({ body }) => ({ ...body, status: 'paid' })),
      );
      return events.map(({ body }) => ({ name: 'OrderPayed', body }));
    },

    async BillRefused(events, { tx }) {
      await settleOrders(
        tx,
        events.map(({ body }) => ({ ...body, status: 'refused' })),
      );
      return events.map(({ body }) => ({ name: 'OrderRefused', body }));
    },
  },
  {
    lock: lockForBatch,
    keys: {
      OrderRequested: ({ body: { items } }) => ({ items }),
      BillPayed: () => null, // a batch that only creates and settles paid orders locks in one order anyway
      BillRefused: ({ body: { orderId } }) => ({ orderId }),
    },
  },
);

import { recordActions } from '#lib/accounts/audit-log';
import { handlersOf } from '#lib/broker/handlers';
import { derivedId } from '#lib/ids';
import { commandReply } from '#lib/messages/command-reply';
import { advanceOrders } from '#lib/order/advance';
import { createOrders } from '#lib/order/create';
import { requestRefunds } from '#lib/order/refund';
import { settleOrders } from '#lib/order/settle';
import { settleRefunds } from '#lib/order/settle-refunds';
import { lockForBatch } from '#lib/order/stock';

export const order = handlersOf(
  commandReply,
  'order',
  {
    async CreateOrder(commands, { tx }) {
      const outcomes = await createOrders(
        tx,
        commands.map(({ body, correlationId }) => ({ ...body, correlationId })),
      );
      await recordActions(
        tx,
        outcomes.flatMap((outcome, index) => {
          const command = commands[index];
          if (!command?.body.actorId || outcome.kind === 'rejected') return [];
          const { actorId, origin = null } = command.body;
          const { orderId, userId, items, total, currency } = outcome.order;
          return [
            {
              ...{ actorId, origin, correlationId: command.correlationId },
              id: derivedId(orderId, 'order-placed'),
              action: 'order-placed' as const,
              subject: `order:${orderId}` as const,
              after: {
                userId,
                total,
                currency,
                items: items.map(({ productId, quantity }) => ({ productId, quantity })),
              },
            },
          ];
        }),
      );
      return outcomes.map((outcome) => {
        if (outcome.kind === 'rejected')
          return { name: 'CreateOrderResponse', body: { ...outcome, outcome: 'rejected' } };
        const { orderId, userId, total, currency } = outcome.order;
        return { name: 'PaymentOrder', body: { orderId, userId, amount: total, currency } };
      });
    },

    async PaymentOrderResponse(replies, { tx }) {
      const orders = await settleOrders(
        tx,
        replies.map(({ body }) =>
          body.outcome === 'paid'
            ? { orderId: body.orderId, status: 'paid' }
            : { orderId: body.orderId, status: 'refused', reason: body.reason },
        ),
      );
      return orders.map(({ status, reason, ...facts }) => ({
        name: 'CreateOrderResponse',
        body: status === 'paid' ? { outcome: 'paid', ...facts } : { outcome: 'refused', ...facts, reason },
      }));
    },

    async AdvanceOrder(commands, { tx }) {
      const outcomes = await advanceOrders(
        tx,
        commands.map(({ body }) => body),
      );
      await recordActions(
        tx,
        outcomes.flatMap((outcome, index) => {
          const command = commands[index];
          if (!command || outcome.kind !== 'advanced' || outcome.before === null) return [];
          const { orderId, actorId, origin } = command.body;
          return [
            {
              ...{ actorId, origin, correlationId: command.correlationId },
              action: 'order-advanced' as const,
              subject: `order:${orderId}` as const,
              before: { fulfilment: outcome.before },
              after: { fulfilment: outcome.order.fulfilment },
            },
          ];
        }),
      );
      return outcomes.map((outcome) => ({
        name: 'OrderAdvanced',
        body:
          outcome.kind === 'advanced'
            ? { outcome: 'advanced', ...outcome.order }
            : { outcome: 'moved', orderId: outcome.orderId, found: outcome.found },
      }));
    },

    async RefundOrder(commands, { tx }) {
      const outcomes = await requestRefunds(
        tx,
        commands.map(({ body, correlationId }) => ({ ...body, correlationId })),
      );
      return outcomes.map((outcome) => {
        if (outcome.kind === 'allowed') return { name: 'ReversePayment', body: outcome.refund };
        const { orderId, refundId, reason, found } = outcome;
        return { name: 'RefundOrderResponse', body: { outcome: 'rejected', orderId, refundId, reason, found } };
      });
    },

    async ReversePaymentResponse(replies, { tx }) {
      const outcomes = await settleRefunds(
        tx,
        replies.map(({ body }) => body),
      );
      await recordActions(
        tx,
        outcomes.flatMap((outcome) => {
          if (outcome.kind !== 'refunded' || !outcome.change) return [];
          const { before, after, refund } = outcome.change;
          const { actorId, origin, correlationId, reason, restock } = refund;
          const items = outcome.refundedItems.map(({ productId, quantity }) => ({ productId, quantity }));
          return [
            {
              ...{ actorId, origin, correlationId, reason, before },
              action: 'order-refunded' as const,
              subject: `order:${outcome.order.orderId}` as const,
              after: { ...after, refundId: outcome.refundId, amount: outcome.amount, items, restock },
            },
          ];
        }),
      );
      return outcomes.map((outcome) => {
        if (outcome.kind === 'refused') {
          const { orderId, refundId, reason } = outcome;
          return { name: 'RefundOrderResponse', body: { outcome: 'refused', orderId, refundId, reason } };
        }
        const { order, refundId, amount, refundedItems, isCancelled } = outcome;
        return {
          name: 'RefundOrderResponse',
          body: { outcome: 'refunded', ...order, refundId, amount, refundedItems, isCancelled },
        };
      });
    },
  },
  {
    lock: lockForBatch,
    keys: {
      CreateOrder: ({ body: { items } }) => ({ items }),
      PaymentOrderResponse: ({ body }) => (body.outcome === 'refused' ? { orderId: body.orderId } : null),
      AdvanceOrder: ({ body: { orderId } }) => ({ orderId }),
      RefundOrder: ({ body: { orderId } }) => ({ orderId }),
      ReversePaymentResponse: ({ body: { orderId } }) => ({ orderId }),
    },
  },
);

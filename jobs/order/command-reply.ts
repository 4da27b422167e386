import { handlersOf } from '#lib/broker/handlers';
import { commandReply } from '#lib/messages/command-reply';
import { createOrders } from '#lib/order/create';
import { settleOrders } from '#lib/order/settle';

export const order = handlersOf(commandReply, 'order', {
  async CreateOrder(commands, { tx }) {
    const outcomes = await createOrders(
      tx,
      commands.map(({ body, correlationId }) => ({ ...body, correlationId })),
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
});

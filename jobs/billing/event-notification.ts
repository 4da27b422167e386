import { lockWallets, openWallets } from '#lib/billing/accounts';
import { payOrders } from '#lib/billing/payments';
import { handlersOf } from '#lib/broker/handlers';
import { eventNotification } from '#lib/messages/event-notification';
import { shopCurrency } from '#lib/shop/currency';
import { queueAlerts } from './alert.ts';

export const billing = handlersOf(
  eventNotification,
  'billing',
  {
    async UserCreated(events, { tx }) {
      const currency = await shopCurrency();
      await openWallets(
        tx,
        events.map(({ fetched: { userId } }) => ({ userId, currency })),
      );
    },

    async BillingRequested(events, { tx }) {
      const outcomes = await payOrders(
        tx,
        events.map(({ fetched: { orderId, userId, total, currency } }) => ({
          orderId,
          userId,
          amount: total,
          currency,
        })),
      );
      await queueAlerts(tx, outcomes);
      return outcomes.map((outcome) =>
        outcome.kind === 'paid'
          ? { name: 'BillPayed', body: { orderId: outcome.orderId } }
          : { name: 'BillRefused', body: { orderId: outcome.orderId, reason: outcome.reason } },
      );
    },
  },
  {
    lock: lockWallets,
    keys: {
      UserCreated: async ({ fetched: { userId } }) => ({ userId, currency: await shopCurrency() }),
      BillingRequested: ({ fetched }) => fetched,
    },
  },
);

import { lockWallets, openWallets, walletId } from '#lib/billing/accounts';
import { payOrders } from '#lib/billing/payments';
import { handlersOf } from '#lib/broker/handlers';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { shopCurrency } from '#lib/shop/currency';
import { queueAlerts } from './alert.ts';

export const billing = handlersOf(
  eventCollaboration,
  'billing',
  {
    async UserCreated(events, { tx }) {
      const currency = await shopCurrency();
      const wallets = events.map(({ body: { userId } }) => ({ userId, currency }));
      await openWallets(tx, wallets);
      return wallets.map((wallet) => ({
        name: 'BillingAccountCreated',
        body: { accountId: walletId(wallet), ...wallet },
      }));
    },

    async OrderPaymentRequested(events, { tx }) {
      const outcomes = await payOrders(
        tx,
        events.map((event) => event.body),
      );
      await queueAlerts(tx, outcomes);
      return outcomes.map((outcome) =>
        outcome.kind === 'paid'
          ? { name: 'OrderPaymentCreated', body: { orderId: outcome.orderId, transferId: outcome.transferId } }
          : { name: 'OrderPaymentFailed', body: { orderId: outcome.orderId, reason: outcome.reason } },
      );
    },
  },
  {
    lock: lockWallets,
    keys: {
      UserCreated: async ({ body: { userId } }) => ({ userId, currency: await shopCurrency() }),
      OrderPaymentRequested: ({ body }) => body,
    },
  },
);

import { lockAllWallets, openWallets, walletId } from '#lib/billing/accounts';
import { payOrders } from '#lib/billing/payments';
import { handlersOf } from '#lib/broker/handlers';
import type { Transaction } from '#lib/db/transact';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { shopCurrency } from '#lib/shop/currency';
import { alertOf } from './alert.ts';

export const billing = handlersOf(
  eventCollaboration,
  'billing',
  {
    async UserCreated(events, { tx }) {
      const currency = await shopCurrency();
      const userIds = events.map((event) => event.body.userId);
      await openWallets(tx, userIds, currency);
      return userIds.map((userId) => ({
        name: 'BillingAccountCreated',
        body: { accountId: walletId({ userId, currency }), userId, currency },
      }));
    },

    async OrderPaymentRequested(events, { tx }) {
      const outcomes = await payOrders(
        tx,
        events.map((event) => event.body),
      );
      await alertOf(tx, outcomes);
      return outcomes.map((outcome) =>
        outcome.kind === 'paid'
          ? { name: 'OrderPaymentCreated', body: { orderId: outcome.orderId, transferId: outcome.transferId } }
          : { name: 'OrderPaymentFailed', body: { orderId: outcome.orderId, reason: outcome.reason } },
      );
    },
  },
  lockNamed,
);

/** Every message of this queue names a user, in the shop's currency. */
async function lockNamed(tx: Transaction, messages: { body: object }[]): Promise<void> {
  const currency = await shopCurrency();
  const named = messages.map(({ body }) => body as { userId: string });
  await lockAllWallets(
    tx,
    named.map(({ userId }) => ({ userId, currency })),
  );
}

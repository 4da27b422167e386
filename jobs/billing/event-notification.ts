import { lockAllWallets, openWallets } from '#lib/billing/accounts';
import { payOrders } from '#lib/billing/payments';
import { handlersOf } from '#lib/broker/handlers';
import type { Transaction } from '#lib/db/transact';
import { eventNotification } from '#lib/messages/event-notification';
import { shopCurrency } from '#lib/shop/currency';
import { alertOf } from './alert.ts';

export const billing = handlersOf(
  eventNotification,
  'billing',
  {
    async UserCreated(events, { tx }) {
      await openWallets(
        tx,
        events.map((event) => event.fetched.userId),
        await shopCurrency(),
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
      await alertOf(tx, outcomes);
      return outcomes.map((outcome) =>
        outcome.kind === 'paid'
          ? { name: 'BillPayed', body: { orderId: outcome.orderId } }
          : { name: 'BillRefused', body: { orderId: outcome.orderId, reason: outcome.reason } },
      );
    },
  },
  lockNamed,
);

/** Every message of this queue leads to a user, in the shop's currency. */
async function lockNamed(tx: Transaction, messages: { fetched: unknown }[]): Promise<void> {
  const currency = await shopCurrency();
  const named = messages.map(({ fetched }) => fetched as { userId: string });
  await lockAllWallets(
    tx,
    named.map(({ userId }) => ({ userId, currency })),
  );
}

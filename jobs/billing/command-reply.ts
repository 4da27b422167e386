import type { z } from 'zod';
import { lockAllWallets, openWallets } from '#lib/billing/accounts';
import { payOrders } from '#lib/billing/payments';
import { deposit, withdraw } from '#lib/billing/transfers';
import { handlersOf } from '#lib/broker/handlers';
import type { Transaction } from '#lib/db/transact';
import { commandReply } from '#lib/messages/command-reply';
import type { settledTransfer } from '#lib/messages/shapes';
import { shopCurrency } from '#lib/shop/currency';
import { createUsers } from '#lib/user/users';
import { alertOf } from './alert.ts';

export const billing = handlersOf(
  commandReply,
  'billing',
  {
    // There is no User Service in this style: user and account are made here, by the domain code of both, in one transaction.
    async RegisterUser(commands, { tx }) {
      const outcomes = await createUsers(
        tx,
        commands.map((command) => command.body),
      );
      const created = outcomes.flatMap((outcome) => (outcome.kind === 'created' ? [outcome.person.userId] : []));
      await openWallets(tx, created, await shopCurrency());
      return outcomes.map((outcome) => ({
        name: 'RegisterUserResponse',
        body:
          outcome.kind === 'created'
            ? { outcome: 'registered', ...outcome.person }
            : { outcome: 'email-taken', userId: outcome.userId },
      }));
    },

    async BillingTransfer(commands, { tx }) {
      const outcomes = await deposit(
        tx,
        commands.map((command) => command.body),
      );
      return outcomes.map((outcome) => ({
        name: 'BillingTransferResponse',
        body:
          outcome.kind === 'settled'
            ? { outcome: 'settled', ...settled(outcome) }
            : { outcome: 'balance-limit', transferId: outcome.transferId },
      }));
    },

    async BillingWithdraw(commands, { tx }) {
      const outcomes = await withdraw(
        tx,
        commands.map((command) => command.body),
      );
      await alertOf(tx, outcomes);
      return outcomes.map((outcome) => ({
        name: 'BillingWithdrawResponse',
        body:
          outcome.kind === 'settled'
            ? { outcome: 'settled', ...settled(outcome) }
            : { outcome: 'insufficient-funds', transferId: outcome.transferId },
      }));
    },

    async PaymentOrder(commands, { tx }) {
      const outcomes = await payOrders(
        tx,
        commands.map((command) => command.body),
      );
      await alertOf(tx, outcomes);
      return outcomes.map((outcome) => ({
        name: 'PaymentOrderResponse',
        body:
          outcome.kind === 'paid'
            ? { outcome: 'paid', orderId: outcome.orderId, transferId: outcome.transferId }
            : { outcome: 'refused', orderId: outcome.orderId, reason: outcome.reason },
      }));
    },
  },
  lockMoved,
);

const settled = ({ transferId, amount, currency, balance }: z.infer<typeof settledTransfer>) => ({
  transferId,
  amount,
  currency,
  balance,
});

/** Registrations move no money; all other messages name whose and in which currency. */
async function lockMoved(tx: Transaction, messages: { body: object }[]): Promise<void> {
  const owners = messages.flatMap(({ body }) => ('userId' in body && 'currency' in body ? [body] : []));
  await lockAllWallets(tx, owners as { userId: string; currency: string }[]);
}

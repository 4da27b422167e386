import type { z } from 'zod';
import { createRegistered } from '#lib/accounts/registration';
import { lockWallets, openWallets } from '#lib/billing/accounts';
import { payOrders } from '#lib/billing/payments';
import { refundPayments } from '#lib/billing/reversals';
import { deposit, withdraw } from '#lib/billing/transfers';
import { handlersOf } from '#lib/broker/handlers';
import { commandReply } from '#lib/messages/command-reply';
import type { settledTransfer } from '#lib/messages/shapes';
import { shopCurrency } from '#lib/shop/currency';
import { queueAlerts } from './alert.ts';
import { recordAtTill } from './till.ts';

export const billing = handlersOf(
  commandReply,
  'billing',
  {
    // This style has no User Service: one transaction creates the user and opens the wallet, by the code of both services.
    async RegisterUser(commands, { tx }) {
      const outcomes = await createRegistered(
        tx,
        commands.map((command) => command.body),
      );
      const currency = await shopCurrency();
      const created = outcomes.flatMap((outcome) => (outcome.kind === 'created' ? [outcome.person] : []));
      await openWallets(
        tx,
        created.map(({ userId }) => ({ userId, currency })),
      );
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
      await recordAtTill(tx, 'money-taken', commands, outcomes);
      return outcomes.map((outcome) => ({
        name: 'BillingTransferResponse',
        body:
          outcome.kind === 'settled'
            ? settledBody(outcome)
            : { outcome: 'balance-limit', transferId: outcome.transferId },
      }));
    },

    async BillingWithdraw(commands, { tx }) {
      const outcomes = await withdraw(
        tx,
        commands.map((command) => command.body),
      );
      await recordAtTill(tx, 'money-paid-out', commands, outcomes);
      await queueAlerts(tx, outcomes);
      return outcomes.map((outcome) => ({
        name: 'BillingWithdrawResponse',
        body:
          outcome.kind === 'settled'
            ? settledBody(outcome)
            : { outcome: outcome.reason, transferId: outcome.transferId },
      }));
    },

    async PaymentOrder(commands, { tx }) {
      const outcomes = await payOrders(
        tx,
        commands.map((command) => command.body),
      );
      await queueAlerts(tx, outcomes);
      return outcomes.map((outcome) => ({
        name: 'PaymentOrderResponse',
        body:
          outcome.kind === 'paid'
            ? { outcome: 'paid', orderId: outcome.orderId, transferId: outcome.transferId }
            : { outcome: 'refused', orderId: outcome.orderId, reason: outcome.reason },
      }));
    },

    async ReversePayment(commands, { tx }) {
      const outcomes = await refundPayments(
        tx,
        commands.map(({ body: { refundId, orderId, amount, actorId, reason } }) => ({
          ...{ transferId: refundId, orderId, amount, note: reason },
          actorId: actorId ?? undefined,
        })),
      );
      return outcomes.map((outcome, index) => {
        const orderId = commands[index]?.body.orderId ?? '';
        const refund = { orderId, refundId: outcome.transferId };
        return {
          name: 'ReversePaymentResponse',
          body:
            outcome.kind === 'settled'
              ? { outcome: 'refunded', ...refund }
              : { outcome: 'refused', ...refund, reason: refundRefusal(outcome.reason) },
        };
      });
    },
  },
  {
    lock: lockWallets,
    keys: {
      RegisterUser: () => null, // no other batch can want the wallet of a new user
      BillingTransfer: ({ body }) => body,
      BillingWithdraw: ({ body }) => body,
      PaymentOrder: ({ body }) => body,
      ReversePayment: ({ body }) => body,
    },
  },
);

const settledBody = ({ transferId, amount, currency, balance }: z.infer<typeof settledTransfer>) => ({
  outcome: 'settled' as const,
  transferId,
  amount,
  currency,
  balance,
});

/** Money that goes back is refused only because it is too much: for the payment, or for the wallet. */
const refundRefusal = (reason: string) => (reason === 'balance-limit' ? reason : 'over-refund');

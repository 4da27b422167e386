import type { Transaction } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { houseId, walletId } from './accounts.ts';
import type { Crossing, Refusal } from './decide.ts';
import { post } from './ledger.ts';

/** The payment of an order from its customer's wallet; `amount` in minor units. */
export interface PaymentRequest {
  orderId: string;
  userId: string;
  amount: number;
  currency: string;
}

/** Why an order is not paid: the wallet does not hold enough, or is blocked. */
export type PaymentRefusal = 'insufficient-funds' | 'account-blocked';

/** How the payment of an order ended. */
export type PaymentOutcome =
  | { kind: 'paid'; orderId: string; transferId: string; crossing?: Crossing }
  | { kind: 'refused'; orderId: string; reason: PaymentRefusal };

/**
 * Pays each order once, or refuses it where the wallet does not hold enough or is blocked. Answers in the order of the requests; an order that was
 * decided before gets that decision again, even if its wallet has been topped up since. `crossing` says that this payment took the
 * balance below the limit its owner set; only the first answer carries it. Throws `PermanentFault` where the same order comes with
 * another user, amount or currency.
 */
export async function payOrders(tx: Transaction, requests: PaymentRequest[]): Promise<PaymentOutcome[]> {
  const decisions = await post(
    tx,
    requests.map((request) => ({
      subjectId: request.orderId,
      kind: 'payment',
      transferId: newId(),
      userId: request.userId,
      walletId: walletId(request),
      houseId: houseId('revenue', request.currency),
      change: -request.amount,
      currency: request.currency,
      orderId: request.orderId,
      reverses: null,
    })),
  );
  return decisions.map((decision) =>
    decision.outcome === 'settled'
      ? {
          kind: 'paid',
          orderId: decision.subjectId,
          transferId: decision.transferId,
          ...(decision.crossing && { crossing: decision.crossing }),
        }
      : { kind: 'refused', orderId: decision.subjectId, reason: paymentRefusal(decision.reason) },
  );
}

/** Nothing else refuses a movement that takes money out of a wallet. */
export const paymentRefusal = (reason: Refusal): PaymentRefusal =>
  reason === 'account-blocked' ? 'account-blocked' : 'insufficient-funds';

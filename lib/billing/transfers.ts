import type { Transaction } from '#lib/db/transact';
import { houseId, walletId } from './accounts.ts';
import type { Crossing, Decision, Movement, Refusal } from './decide.ts';
import { post } from './ledger.ts';
import { paymentRefusal } from './payments.ts';

/** Money that a user moves into or out of the wallet; `amount` in minor units. */
export interface TransferRequest {
  transferId: string;
  userId: string;
  amount: number;
  currency: string;
}

/**
 * How a transfer ended; amounts in minor units. `balance` is that of the wallet right after the transfer, also when the answer is given
 * again later; only the first answer carries a `crossing`.
 */
export type TransferOutcome<Reason> =
  | {
      kind: 'settled';
      transferId: string;
      amount: number;
      currency: string;
      balance: number;
      crossing?: Crossing;
    }
  | { kind: 'refused'; transferId: string; reason: Reason };

/**
 * Tops up wallets, each transfer once; refuses a transfer that would take the balance past `BALANCE_MAX`. Answers in the order of the
 * requests. Throws `PermanentFault` where the id of a transfer comes with other facts than before.
 */
export async function deposit(tx: Transaction, requests: TransferRequest[]) {
  const decisions = await post(
    tx,
    requests.map((request) => movementOf('deposit', request)),
  );
  return decisions.map((decision) => outcomeOf(decision, () => 'balance-limit'));
}

/**
 * Takes money out of wallets, each transfer once; refuses a transfer where the wallet does not hold enough or is blocked. Answers in the
 * order of the requests. Throws `PermanentFault` where the id of a transfer comes with other facts than before.
 */
export async function withdraw(tx: Transaction, requests: TransferRequest[]) {
  const decisions = await post(
    tx,
    requests.map((request) => movementOf('withdrawal', request)),
  );
  return decisions.map((decision) => outcomeOf(decision, paymentRefusal));
}

function movementOf(kind: 'deposit' | 'withdrawal', request: TransferRequest): Movement {
  return {
    subjectId: request.transferId,
    kind,
    transferId: request.transferId,
    userId: request.userId,
    walletId: walletId(request),
    houseId: houseId('cash', request.currency),
    change: kind === 'deposit' ? request.amount : -request.amount,
    currency: request.currency,
    orderId: null,
    reverses: null,
  };
}

function outcomeOf<const Reason>(decision: Decision, reasonOf: (reason: Refusal) => Reason): TransferOutcome<Reason> {
  const { subjectId: transferId, amount, currency } = decision;
  return decision.outcome === 'settled'
    ? {
        kind: 'settled',
        transferId,
        amount,
        currency,
        balance: decision.balance,
        ...(decision.crossing && { crossing: decision.crossing }),
      }
    : { kind: 'refused', transferId, reason: reasonOf(decision.reason) };
}

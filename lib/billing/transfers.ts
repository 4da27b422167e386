import type { Transaction } from '#lib/db/transact';
import { type HouseName, houseId, walletId } from './accounts.ts';
import type { Circumstances, Crossing, Decision, Movement, Refusal } from './decide.ts';
import { post } from './ledger.ts';
import { paymentRefusal } from './payments.ts';
import { openPayouts } from './payouts.ts';

/** Money that moves into or out of the wallet of a user; `amount` in minor units. */
export interface TransferRequest extends Circumstances {
  transferId: string;
  userId: string;
  amount: number;
  currency: string;
}

/** A correction: the wallet gains (+) or loses (−) `change`, in minor units. */
export interface AdjustmentRequest extends Omit<TransferRequest, 'amount' | 'method'> {
  change: number;
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
 * Tops up wallets, each transfer once, from the house account of its method; a message of an older version names none, and was cash. Refuses
 * a transfer that would take the balance past `BALANCE_MAX`. Answers in the order of the requests. Throws `PermanentFault` where the id of
 * a transfer comes with other facts than before.
 */
export async function deposit(tx: Transaction, requests: TransferRequest[]) {
  const decisions = await post(
    tx,
    requests.map((request) => movementOf('deposit', request.method ?? 'cash', request.amount, request)),
  );
  return decisions.map((decision) => outcomeOf(decision, () => 'balance-limit'));
}

/**
 * Takes money out of wallets, each transfer once: by a method it is paid out now; without one it moves to what is due, and waits as a payout.
 * Refuses a transfer where the wallet does not hold enough or is blocked. Answers in the order of the requests. Throws `PermanentFault`
 * where the id of a transfer comes with other facts than before.
 */
export async function withdraw(tx: Transaction, requests: TransferRequest[]) {
  const decisions = await post(
    tx,
    requests.map((request) => movementOf('withdrawal', request.method ?? 'payouts-due', -request.amount, request)),
  );
  await openPayouts(
    tx,
    requests.flatMap(({ transferId, method }) => (method ? [] : [transferId])),
  );
  return decisions.map((decision) => outcomeOf(decision, paymentRefusal));
}

/**
 * Corrects balances, each adjustment once; refuses one that would take a balance below zero or past `BALANCE_MAX`. Answers in the order of
 * the requests; `amount` is without sign.
 */
export async function adjust(tx: Transaction, requests: AdjustmentRequest[]) {
  const decisions = await post(
    tx,
    requests.map((request) => movementOf('adjustment', 'adjustments', request.change, request)),
  );
  return decisions.map((decision) =>
    outcomeOf(decision, (reason) => (reason === 'balance-limit' ? reason : 'insufficient-funds')),
  );
}

function movementOf(
  kind: 'deposit' | 'withdrawal' | 'adjustment',
  house: HouseName,
  change: number,
  request: Omit<TransferRequest, 'amount'>,
): Movement {
  const { transferId, userId, currency, method, actorId, note } = request;
  return {
    subjectId: transferId,
    kind,
    transferId,
    userId,
    walletId: walletId(request),
    houseId: houseId(house, currency),
    change,
    currency,
    orderId: null,
    reverses: null,
    method,
    actorId,
    note,
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

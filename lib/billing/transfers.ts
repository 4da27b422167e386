import type { Transaction } from '#lib/db/transact';
import { houseId, walletId } from './accounts.ts';
import type { Crossing, Decision, Movement } from './decide.ts';
import { post } from './ledger.ts';

/** Money that a user moves between the outside and the own wallet; `amount` in minor units. */
export interface TransferRequest {
  transferId: string;
  userId: string;
  amount: number;
  currency: string;
}

/** `balance` is the wallet's right after the transfer, also when the answer is given again later; `crossing` is told once. */
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

/** Tops wallets up, each transfer once. Refused where the balance would pass `BALANCE_MAX`. Outcomes in the order of the requests. */
export async function deposit(tx: Transaction, requests: TransferRequest[]) {
  const decisions = await post(
    tx,
    requests.map((request) => movementOf('deposit', request)),
  );
  return decisions.map((decision) => outcomeOf(decision, 'balance-limit'));
}

/** Takes money out of wallets, each transfer once. Refused where the wallet does not hold enough. Outcomes in the order of the requests. */
export async function withdraw(tx: Transaction, requests: TransferRequest[]) {
  const decisions = await post(
    tx,
    requests.map((request) => movementOf('withdrawal', request)),
  );
  return decisions.map((decision) => outcomeOf(decision, 'insufficient-funds'));
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

function outcomeOf<const Reason>(decision: Decision, reason: Reason): TransferOutcome<Reason> {
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
    : { kind: 'refused', transferId, reason };
}

import type { Transaction } from '#lib/db/transact';
import { post } from './ledger.ts';

/** An operator's correction: the transfer `transferId` undoes the whole transfer `reverses`. */
export interface ReversalRequest {
  transferId: string;
  reverses: string;
}

export type ReversalOutcome =
  | { kind: 'settled'; transferId: string; amount: number; currency: string; balance: number }
  | { kind: 'refused'; transferId: string; reason: 'insufficient-funds' | 'balance-limit' | 'already-reversed' };

/**
 * Undoes deposits, withdrawals and payments by linked transfers in the other direction, each original once. Throws where the
 * original is unknown or itself a reversal. Outcomes in the order of the requests.
 */
export async function reverse(tx: Transaction, requests: ReversalRequest[]): Promise<ReversalOutcome[]> {
  const originals = await readOriginals(tx, requests);
  const decisions = await post(
    tx,
    requests.map(({ transferId, reverses }) => {
      const original = originals.get(reverses);
      if (!original) throw new Error(`transfer ${reverses} cannot be reversed: it is unknown, or itself a reversal`);
      return { ...original, subjectId: transferId, kind: 'reversal', transferId, reverses };
    }),
  );
  return decisions.map((decision) => {
    const { subjectId: transferId, amount, currency } = decision;
    return decision.outcome === 'settled'
      ? { kind: 'settled', transferId, amount, currency, balance: decision.balance }
      : { kind: 'refused', transferId, reason: decision.reason };
  });
}

type Original = {
  id: string;
  userId: string;
  walletId: string;
  houseId: string;
  /** What the reversal changes in the wallet: the opposite of what the original did. */
  change: number;
  currency: string;
  orderId: string | null;
};

/** The transfers to be undone, by id. They never change, so they are read before their wallets are locked. */
async function readOriginals(tx: Transaction, requests: ReversalRequest[]): Promise<Map<string, Original>> {
  const rows = await tx.query<Original>(
    `SELECT transfer.id, wallet.user_id AS "userId", wallet.id AS "walletId", house.account_id AS "houseId",
       house.amount AS change, transfer.currency, transfer.order_id AS "orderId"
     FROM billing.transfers AS transfer
     JOIN billing.entries AS house ON house.transfer_id = transfer.id AND house.version IS NULL
     JOIN billing.entries AS own ON own.transfer_id = transfer.id AND own.version IS NOT NULL
     JOIN billing.accounts AS wallet ON wallet.id = own.account_id
     WHERE transfer.id = ANY($1::uuid[]) AND transfer.kind <> 'reversal'`,
    [requests.map(({ reverses }) => reverses)],
  );
  return new Map(rows.map((original) => [original.id, original]));
}

import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, entries, transfers } from '#drizzle/schema/billing';
import { selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import type { Movement } from './decide.ts';
import { post } from './ledger.ts';

/** An operator's correction: the transfer `transferId` undoes the whole transfer `reverses`. */
export interface ReversalRequest {
  transferId: string;
  reverses: string;
}

/** How a reversal ended; amounts in minor units. */
export type ReversalOutcome =
  | { kind: 'settled'; transferId: string; amount: number; currency: string; balance: number }
  | { kind: 'refused'; transferId: string; reason: 'insufficient-funds' | 'balance-limit' | 'already-reversed' };

/**
 * Undoes deposits, withdrawals and payments by linked transfers in the other direction, each original once. Answers in the order of the
 * requests. Throws where an original is unknown or is a reversal itself.
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

/** What a reversal takes over from its original; `change` is the opposite of what the original changed. */
type Original = Pick<Movement, 'userId' | 'walletId' | 'houseId' | 'change' | 'currency' | 'orderId'> & { id: string };

const house = alias(entries, 'house');
const wallet = alias(entries, 'wallet');
const findOriginals = statement<Original, { ids: string[] }>(
  sql`SELECT ${selection({
    id: transfers.id,
    userId: accounts.userId,
    walletId: accounts.id,
    houseId: house.accountId,
    change: house.amount,
    currency: transfers.currency,
    orderId: transfers.orderId,
  })} FROM ${transfers}
    JOIN ${entries} AS ${house} ON ${house.transferId} = ${transfers.id} AND ${house.version} IS NULL
    JOIN ${entries} AS ${wallet} ON ${wallet.transferId} = ${transfers.id} AND ${wallet.version} IS NOT NULL
    JOIN ${accounts} ON ${accounts.id} = ${wallet.accountId}
    WHERE ${transfers.id} = ANY(${sql.placeholder('ids')}) AND ${transfers.kind} <> 'reversal'`,
);

/** The transfers to be undone, by id. They never change, so they are read before their wallets are locked. */
async function readOriginals(tx: Transaction, requests: ReversalRequest[]): Promise<Map<string, Original>> {
  const rows = await tx.run(findOriginals, { ids: requests.map(({ reverses }) => reverses) });
  return new Map(rows.map((original) => [original.id, original]));
}

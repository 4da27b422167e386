import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, entries, transfers } from '#drizzle/schema/billing';
import { selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import type { Circumstances, Movement, Refusal } from './decide.ts';
import { post } from './ledger.ts';

/** The transfer `transferId` undoes `amount` (in minor units) of the transfer `reverses`, or all that is left of it. */
export interface ReversalRequest extends Pick<Circumstances, 'actorId' | 'note'> {
  transferId: string;
  reverses: string;
  amount?: number | undefined;
}

/** `amount` (in minor units) of what an order was charged is given back; `transferId` names the refund. */
export interface RefundRequest extends Pick<Circumstances, 'actorId' | 'note'> {
  transferId: string;
  orderId: string;
  amount: number;
}

/** How a reversal ended; amounts in minor units. */
export type ReversalOutcome =
  | { kind: 'settled'; transferId: string; amount: number; currency: string; balance: number }
  | { kind: 'refused'; transferId: string; reason: Refusal };

/**
 * Undoes transfers of wallets by linked transfers in the other direction. What is undone of one adds up to its amount at most: a request
 * that names more than is left is refused as `over-refund`, one that names no amount as `already-reversed` where nothing is left. Answers in
 * the order of the requests. Throws where an original is unknown, moved no money of a wallet, or is a reversal itself.
 */
export async function reverse(tx: Transaction, requests: ReversalRequest[]): Promise<ReversalOutcome[]> {
  const originals = await readOriginals(tx, findTransfers, requests, ({ reverses }) => reverses);
  return postReversals(
    tx,
    requests.map((request) => {
      const original = originals.get(request.reverses);
      if (!original)
        throw new Error(`transfer ${request.reverses} cannot be reversed: it is unknown, or itself a reversal`);
      return { request, original };
    }),
  );
}

/**
 * Gives back parts of what orders were charged, each refund once. The refunds of an order add up to its payment at most; what is more is
 * refused as `over-refund`. A blocked wallet takes them. Answers in the order of the requests. Throws `PermanentFault` where an order was
 * never paid, because only paid orders are refunded.
 */
export async function refundPayments(tx: Transaction, requests: RefundRequest[]): Promise<ReversalOutcome[]> {
  const payments = await readOriginals(tx, findPayments, requests, ({ orderId }) => orderId);
  return postReversals(
    tx,
    requests.map((request) => {
      const original = payments.get(request.orderId);
      if (!original) throw new PermanentFault(`order ${request.orderId} is to be refunded, but was never paid`);
      return { request, original };
    }),
  );
}

async function postReversals(
  tx: Transaction,
  reversals: { request: ReversalRequest | RefundRequest; original: Original }[],
): Promise<ReversalOutcome[]> {
  const decisions = await post(
    tx,
    reversals.map(({ request: { transferId, amount, actorId, note }, original }) => {
      const { id, key: _, change, method, ...facts } = original;
      return {
        ...facts,
        subjectId: transferId,
        kind: 'reversal',
        transferId,
        change: amount === undefined ? change : Math.sign(change) * amount,
        reverses: { transferId: id, change, isWhole: amount === undefined },
        method: method ?? undefined,
        actorId,
        note,
      };
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
type Original = Pick<Movement, 'userId' | 'walletId' | 'houseId' | 'change' | 'currency' | 'orderId'> & {
  id: string;
  /** What it was asked for by. */
  key: string;
  method: Movement['method'] | null;
};

const house = alias(entries, 'house');
const wallet = alias(entries, 'wallet');

const findOriginals = (key: SQL, isOriginal: SQL) =>
  statement<Original, { keys: string[] }>(
    sql`SELECT ${selection({
      id: transfers.id,
      key,
      userId: accounts.userId,
      walletId: accounts.id,
      houseId: house.accountId,
      change: house.amount,
      currency: transfers.currency,
      orderId: transfers.orderId,
      method: transfers.method,
    })} FROM ${transfers}
    JOIN ${entries} AS ${house} ON ${house.transferId} = ${transfers.id} AND ${house.version} IS NULL
    JOIN ${entries} AS ${wallet} ON ${wallet.transferId} = ${transfers.id} AND ${wallet.version} IS NOT NULL
    JOIN ${accounts} ON ${accounts.id} = ${wallet.accountId}
    WHERE ${key} = ANY(${sql.placeholder('keys')}) AND ${isOriginal}`,
  );
const findTransfers = findOriginals(sql`${transfers.id}`, sql`${transfers.kind} <> 'reversal'`);
const findPayments = findOriginals(sql`${transfers.orderId}`, sql`${transfers.kind} = 'payment'`);

/** The transfers to be undone, by what they are asked for by. They never change, so they are read before their wallets are locked. */
async function readOriginals<Request>(
  tx: Transaction,
  find: ReturnType<typeof findOriginals>,
  requests: Request[],
  keyOf: (request: Request) => string,
): Promise<Map<string, Original>> {
  const rows = await tx.run(find, { keys: requests.map(keyOf) });
  return new Map(rows.map((original) => [original.key, original]));
}

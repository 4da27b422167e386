import { sql } from 'drizzle-orm';
import { refunds } from '#drizzle/schema/order';
import { bare, type Given, givenRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import { type Fulfilment, type LockedOrder, writeOrders } from './counter.ts';
import type { OrderFacts, OrderItem } from './facts.ts';
import { itemsOf, type Lines, lockWithRefunds, merged, type Refund } from './refund.ts';
import { lockStock, setStock } from './stock.ts';

/** How Billing decided on a refund. */
export type RefundDecision = { orderId: string; refundId: string } & (
  | { outcome: 'refunded' }
  | { outcome: 'refused'; reason: 'over-refund' | 'balance-limit' }
);

type RefundRefused = Extract<RefundDecision, { outcome: 'refused' }> & { kind: 'refused' };

/** A refund that was made; amounts in minor units. */
export interface Refunded {
  kind: 'refunded';
  order: OrderFacts & { refunded: number };
  refundId: string;
  amount: number;
  refundedItems: OrderItem[];
  isCancelled: boolean;
  /** What it changed; null where the decision had arrived before. */
  change: {
    before: { refunded: number; fulfilment: Fulfilment | null };
    after: { refunded: number; fulfilment: Fulfilment | null };
    refund: Pick<Refund, 'reason' | 'actorId' | 'origin' | 'correlationId' | 'restock'>;
  } | null;
}

const given = givenRows(refunds, ['id', 'status', 'refusal']);
const settle = statement<never, Given<typeof refunds, 'id' | 'status' | 'refusal'>>(
  sql`UPDATE ${refunds} SET ${bare(refunds.status)} = ${given.column.status}, ${bare(refunds.refusal)} = ${given.column.refusal},
      ${bare(refunds.settledAt)} = now()
    FROM ${given.source} WHERE ${refunds.id} = ${given.column.id}`,
);

/**
 * Makes refunds final as Billing decided, and answers in the order of the decisions. What was refunded counts on the order, its items return to
 * the stock if they should, and an order of which all is refunded is cancelled if one of its refunds says so. A decision that arrives
 * again changes nothing. Throws `PermanentFault` where there is no such refund.
 */
export async function settleRefunds(tx: Transaction, decisions: RefundDecision[]) {
  const { orders, stored } = await lockWithRefunds(
    tx,
    decisions.map(({ orderId }) => orderId),
  );
  const changed = new Map<string, LockedOrder>();
  const final: Refund[] = [];
  const outcomes = decisions.map((decision): Refunded | RefundRefused => {
    const refund = stored.get(decision.refundId);
    const before = changed.get(decision.orderId) ?? (orders.get(decision.orderId) as LockedOrder);
    if (!refund) throw new PermanentFault(`refund ${decision.refundId} was never asked for`);
    const isNew = refund.status === 'pending';
    const settled: Refund = isNew ? { ...refund, ...statusOf(decision) } : refund;
    if (isNew) final.push(settled);
    stored.set(settled.id, settled);
    if (decision.outcome === 'refused') return { kind: 'refused', ...decision };
    const after = isNew ? afterRefund(before, settled, [...stored.values()]) : before;
    if (isNew) changed.set(after.orderId, after);
    return refundedOf(before, after, settled, isNew);
  });
  await Promise.all([
    final.length > 0 && tx.run(settle, { rows: final }),
    writeOrders(tx, changed.values()),
    returnToStock(
      tx,
      final.flatMap(({ status, restock, items }) => (status === 'settled' && restock ? items : [])),
    ),
  ]);
  return outcomes;
}

const statusOf = (decision: RefundDecision): Pick<Refund, 'status' | 'refusal'> =>
  decision.outcome === 'refunded'
    ? { status: 'settled', refusal: null }
    : { status: 'refused', refusal: decision.reason };

function afterRefund(order: LockedOrder, { orderId, amount }: Refund, all: Refund[]): LockedOrder {
  const refunded = order.refunded + amount;
  const cancels = all.some((one) => one.orderId === orderId && one.status === 'settled' && one.cancels);
  if (refunded < order.total || !cancels) return { ...order, refunded };
  return { ...order, refunded, fulfilment: 'cancelled', fulfilmentVersion: order.fulfilmentVersion + 1 };
}

function refundedOf(before: LockedOrder, after: LockedOrder, refund: Refund, isNew: boolean): Refunded {
  const { orderId, userId, items, total, currency, contact, refunded, fulfilment } = after;
  const order = { orderId, userId, items, total, currency, contact, refunded };
  return {
    kind: 'refunded',
    order,
    refundId: refund.id,
    amount: refund.amount,
    refundedItems: itemsOf(order, refund.items),
    isCancelled: fulfilment === 'cancelled',
    change: isNew
      ? {
          before: { refunded: before.refunded, fulfilment: before.fulfilment },
          after: { refunded, fulfilment },
          refund,
        }
      : null,
  };
}

/** Puts items back where their products count. */
async function returnToStock(tx: Transaction, lines: Lines): Promise<void> {
  if (lines.length === 0) return;
  const back = merged(lines);
  const before = await lockStock(
    tx,
    back.map(({ productId }) => productId),
  );
  const after = new Map(before);
  for (const { productId, quantity } of back) {
    const stock = before.get(productId);
    if (stock !== undefined) after.set(productId, stock + quantity);
  }
  setStock(tx, before, after);
}

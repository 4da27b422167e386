import { sql } from 'drizzle-orm';
import { refunds } from '#drizzle/schema/order';
import { bare, type Given, givenRows, insertRows, type RowOf, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { PermanentFault } from '#lib/faults';
import { type Fulfilment, type LockedOrder, lockOrders, writeOrders } from './counter.ts';
import type { OrderFacts, OrderItem } from './facts.ts';
import { lockStock, setStock } from './stock.ts';

type Lines = { productId: string; quantity: number }[];

/** Somebody wants back what items of an order cost, or all that is left of it. */
export interface RefundRequest {
  orderId: string;
  refundId: string;
  /** Null for all that is left. An order is cancelled as a whole. */
  items: Lines | null;
  reason: string;
  actorId: string;
  origin: string | null;
  restock: boolean;
  cancels: boolean;
  /** A customer may cancel only what nobody has begun to prepare, for `CANCEL_MINUTES` after the payment. */
  by: 'customer' | 'office';
  correlationId: string;
}

/** A refund that Billing is to decide; `amount` in minor units. `actorId` is null where the customer asked for it. */
type RefundOrder = Pick<OrderFacts, 'orderId' | 'userId' | 'currency'> & {
  refundId: string;
  amount: number;
  reason: string;
  actorId: string | null;
};

/** Whether a refund may be made, as far as Order knows. */
export type RefundRequestOutcome =
  | { kind: 'allowed'; refund: RefundOrder }
  | {
      kind: 'rejected';
      orderId: string;
      refundId: string;
      reason: 'over-refund' | 'not-cancellable';
      found: Fulfilment | null;
    };

const columns = selection({
  id: refunds.id,
  orderId: refunds.orderId,
  items: refunds.items,
  amount: refunds.amount,
  reason: refunds.reason,
  actorId: refunds.actorId,
  origin: refunds.origin,
  restock: refunds.restock,
  cancels: refunds.cancels,
  status: refunds.status,
  refusal: refunds.refusal,
  correlationId: refunds.correlationId,
  settledAt: refunds.settledAt,
});
/** A refund as it is stored. */
type Refund = RowOf<typeof columns>;
const ofOrders = statement<Refund, { ids: string[] }>(
  sql`SELECT ${columns} FROM ${refunds} WHERE ${refunds.orderId} = ANY(${sql.placeholder('ids')})`,
);
const insert = insertRows(refunds, [
  'id',
  'orderId',
  'items',
  'amount',
  'reason',
  'actorId',
  'origin',
  'restock',
  'cancels',
  'status',
  'refusal',
  'correlationId',
]);

/** Locks orders and then reads their refunds, so that nobody else decides on them. */
async function lockWithRefunds(tx: Transaction, orderIds: string[]) {
  const ids = [...new Set(orderIds)];
  const [orders, rows] = await Promise.all([lockOrders(tx, ids), tx.run(ofOrders, { ids })]);
  return { orders, stored: new Map(rows.map((refund) => [refund.id, refund])) };
}

/**
 * Decides which refunds may be made, one after the other, and answers in the order of the requests. No item is refunded twice: what is under
 * way counts as refunded until Billing refuses it. A request that arrives again gets the answer it had.
 */
export async function requestRefunds(
  tx: Transaction,
  requests: RefundRequest[],
  now = new Date(),
): Promise<RefundRequestOutcome[]> {
  const { orders, stored } = await lockWithRefunds(
    tx,
    requests.map(({ orderId }) => orderId),
  );
  const rows: Refund[] = [];
  const outcomes = requests.map((request) => {
    const order = orders.get(request.orderId) as LockedOrder;
    const earlier = stored.get(request.refundId);
    const refund = earlier ?? decideRefund(request, order, [...stored.values()], now);
    if (!earlier) rows.push(refund);
    stored.set(refund.id, refund);
    return outcomeOf(request, order, refund);
  });
  if (rows.length > 0) await tx.run(insert, { rows });
  return outcomes;
}

/** A refund that is allowed, and waits for Billing; or one that is refused. Pure. */
function decideRefund(request: RefundRequest, order: LockedOrder, refundsUntilNow: Refund[], now: Date): Refund {
  const { refundId: id, by: _, items, ...facts } = request;
  const left = linesLeft(
    order,
    refundsUntilNow.filter(({ orderId }) => orderId === order.orderId),
  );
  const asked = (request.cancels ? null : items) ?? left;
  const isLeft = merged(asked).every(
    ({ productId, quantity }) => quantity <= (left.find((line) => line.productId === productId)?.quantity ?? 0),
  );
  const amount = itemsOf(order, asked).reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const refund = { ...facts, id, items: merged(asked), amount, settledAt: null };
  if (request.by === 'customer' && !isCancellable(order, now))
    return { ...refund, status: 'refused', refusal: 'not-cancellable' };
  if (!isLeft || amount === 0) return { ...refund, status: 'refused', refusal: 'over-refund' };
  return { ...refund, status: 'pending', refusal: null };
}

function outcomeOf(
  { by, actorId }: RefundRequest,
  { orderId, userId, currency, fulfilment }: LockedOrder,
  { id: refundId, amount, reason, status, refusal, settledAt }: Refund,
): RefundRequestOutcome {
  // What Billing refused was allowed here.
  if (status !== 'refused' || settledAt)
    return {
      kind: 'allowed',
      refund: { orderId, refundId, userId, currency, amount, reason, actorId: by === 'customer' ? null : actorId },
    };
  const kind = refusal === 'not-cancellable' ? refusal : 'over-refund';
  return { kind: 'rejected', orderId, refundId, reason: kind, found: fulfilment };
}

/** Whether the customer of a paid order may cancel it at a moment. Pure. */
export const isCancellable = (
  { fulfilment, settledAt }: { fulfilment: Fulfilment | null; settledAt: Date | string | null },
  now = new Date(),
): boolean =>
  fulfilment === 'accepted' &&
  settledAt !== null &&
  now.getTime() - new Date(settledAt).getTime() < env().CANCEL_MINUTES * 60_000;

/** The items of a paid order of which none of its refunds was made or is under way. Pure. */
export function linesLeft(
  { status, items }: Pick<LockedOrder, 'status' | 'items'>,
  refundsUntilNow: Pick<Refund, 'status' | 'items'>[],
): Lines {
  if (status !== 'paid') return [];
  const taken = merged(
    refundsUntilNow.filter((refund) => refund.status !== 'refused').flatMap((refund) => refund.items),
  );
  return items
    .map(({ productId, quantity }) => ({
      productId,
      quantity: quantity - (taken.find((line) => line.productId === productId)?.quantity ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);
}

/** The same lines with each product once. */
function merged(lines: Lines): Lines {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of lines) quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  return [...quantities].map(([productId, quantity]) => ({ productId, quantity }));
}

/** Lines as items of their order, with name and price. */
const itemsOf = ({ items }: OrderFacts, lines: Lines): OrderItem[] =>
  items.flatMap((item) => {
    const quantity = merged(lines).find(({ productId }) => productId === item.productId)?.quantity;
    return quantity === undefined ? [] : [{ ...item, quantity }];
  });

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
  await setStock(tx, before, after);
}

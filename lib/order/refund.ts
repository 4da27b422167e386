import { sql } from 'drizzle-orm';
import { refunds } from '#drizzle/schema/order';
import { now } from '#lib/clock';
import { insertRows, type RowOf, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { type Fulfilment, type LockedOrder, lockOrders } from './counter.ts';
import { type OrderFacts, type OrderItem, quantitiesOf } from './facts.ts';

/** Products with how many of each. */
export type Lines = { productId: string; quantity: number }[];

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
export type Refund = RowOf<typeof columns>;
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
export async function lockWithRefunds(tx: Transaction, orderIds: string[]) {
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
  moment = now(),
): Promise<RefundRequestOutcome[]> {
  const { orders, stored } = await lockWithRefunds(
    tx,
    requests.map(({ orderId }) => orderId),
  );
  const rows: Refund[] = [];
  const outcomes = requests.map((request) => {
    const order = orders.get(request.orderId) as LockedOrder;
    const earlier = stored.get(request.refundId);
    const refund = earlier ?? decideRefund(request, order, [...stored.values()], moment);
    if (!earlier) rows.push(refund);
    stored.set(refund.id, refund);
    return outcomeOf(request, order, refund);
  });
  if (rows.length > 0) await tx.run(insert, { rows });
  return outcomes;
}

/** A refund that is allowed, and waits for Billing; or one that is refused. Pure. */
function decideRefund(request: RefundRequest, order: LockedOrder, refundsUntilNow: Refund[], moment: Date): Refund {
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
  if (request.by === 'customer' && !isCancellable(order, moment))
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
  moment = now(),
): boolean =>
  fulfilment === 'accepted' &&
  settledAt !== null &&
  moment.getTime() - new Date(settledAt).getTime() < env().CANCEL_MINUTES * 60_000;

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
export function merged(lines: Lines): Lines {
  return [...quantitiesOf(lines)].map(([productId, quantity]) => ({ productId, quantity }));
}

/** Lines as items of their order, with name and price. */
export const itemsOf = ({ items }: OrderFacts, lines: Lines): OrderItem[] =>
  items.flatMap((item) => {
    const quantity = merged(lines).find(({ productId }) => productId === item.productId)?.quantity;
    return quantity === undefined ? [] : [{ ...item, quantity }];
  });

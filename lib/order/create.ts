import { sql } from 'drizzle-orm';
import { orders, products, rejections } from '#drizzle/schema/order';
import { insertRows, type RowOf, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { AMOUNT_MAX } from '#lib/money';
import { type Contact, factColumns, type OrderFacts } from './facts.ts';

/** What a customer asks for. It names no prices: those come from the catalogue. */
export interface OrderRequest {
  orderId: string;
  userId: string;
  items: { productId: string; quantity: number }[];
  contact: Contact;
  /** The request under which the messages of the order are recorded. */
  correlationId: string;
}

const productColumns = selection({
  id: products.id,
  name: products.name,
  price: products.price,
  currency: products.currency,
  available: products.available,
});

/** What an order has to know of a product; `price` in minor units. */
type Product = RowOf<typeof productColumns>;

/** Why a request became no order, and the products at fault. */
type Rejection = {
  kind: 'rejected';
  orderId: string;
  reason: 'unknown-product' | 'unavailable-product' | 'total-too-large';
  productIds: string[];
};

/** Whether a request became an order. */
export type CreationOutcome = { kind: 'created'; order: OrderFacts } | Rejection;

/**
 * Prices a request against the catalogue. A product that is asked for twice becomes one item; products that cannot be delivered reject
 * the request. Pure.
 */
function decideOrder(request: OrderRequest, catalogue: Map<string, Product>): CreationOutcome {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of request.items)
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  const rejected = (reason: Rejection['reason'], productIds: string[]): Rejection => ({
    kind: 'rejected',
    orderId: request.orderId,
    reason,
    productIds,
  });

  const wanted = [...quantities.keys()];
  const unknown = wanted.filter((productId) => !catalogue.has(productId));
  if (unknown.length > 0) return rejected('unknown-product', unknown);
  const unavailable = wanted.filter((productId) => !catalogue.get(productId)?.available);
  if (unavailable.length > 0) return rejected('unavailable-product', unavailable);

  const ordered = wanted.map((productId) => catalogue.get(productId) as Product);
  const items = ordered.map(({ id, name, price }) => ({
    productId: id,
    name,
    price,
    quantity: quantities.get(id) ?? 0,
  }));
  const total = items.reduce((sum, item) => sum + item.price * item.quantity, 0);
  if (total > AMOUNT_MAX) return rejected('total-too-large', wanted);
  const { orderId, userId, contact } = request;
  return { kind: 'created', order: { orderId, userId, items, total, currency: ordered[0]?.currency ?? '', contact } };
}

/**
 * Accepts or rejects orders, and answers in the order of the requests. A request that arrives again gets the answer it had, whatever the
 * catalogue says by then.
 */
export async function createOrders(tx: Transaction, requests: OrderRequest[]): Promise<CreationOutcome[]> {
  const orderIds = requests.map((request) => request.orderId);
  const productIds = [...new Set(requests.flatMap((request) => request.items.map((item) => item.productId)))];
  const [earlier, catalogue] = await Promise.all([readOutcomes(tx, orderIds), readCatalogue(tx, productIds)]);

  const decided = new Map<string, { request: OrderRequest; outcome: CreationOutcome }>();
  for (const request of requests)
    if (!earlier.has(request.orderId))
      decided.set(request.orderId, { request, outcome: decideOrder(request, catalogue) });
  await insertOutcomes(tx, [...decided.values()]);
  return orderIds.map((orderId) => earlier.get(orderId) ?? (decided.get(orderId)?.outcome as CreationOutcome));
}

const ids = sql.placeholder('ids');
const facts = selection(factColumns);
const findOrders = statement<RowOf<typeof facts>, { ids: string[] }>(
  sql`SELECT ${facts} FROM ${orders} WHERE ${orders.id} = ANY(${ids})`,
);
const rejectionColumns = selection({
  orderId: rejections.orderId,
  reason: rejections.reason,
  productIds: rejections.productIds,
});
const findRejections = statement<RowOf<typeof rejectionColumns>, { ids: string[] }>(
  sql`SELECT ${rejectionColumns} FROM ${rejections} WHERE ${rejections.orderId} = ANY(${ids})`,
);

async function readOutcomes(tx: Transaction, orderIds: string[]): Promise<Map<string, CreationOutcome>> {
  const [accepted, rejected] = await Promise.all([
    tx.run(findOrders, { ids: orderIds }),
    tx.run(findRejections, { ids: orderIds }),
  ]);
  return new Map<string, CreationOutcome>([
    ...accepted.map((order) => [order.orderId, { kind: 'created', order }] as const),
    ...rejected.map((rejection) => [rejection.orderId, { kind: 'rejected', ...rejection }] as const),
  ]);
}

const findProducts = statement<Product, { ids: string[] }>(
  sql`SELECT ${productColumns} FROM ${products} WHERE ${products.id} = ANY(${ids})`,
);

async function readCatalogue(tx: Transaction, productIds: string[]): Promise<Map<string, Product>> {
  const rows = await tx.run(findProducts, { ids: productIds });
  return new Map(rows.map((product) => [product.id, product]));
}

const insertOrders = insertRows(orders, ['id', 'userId', 'total', 'currency', 'items', 'contact', 'correlationId']);
const insertRejections = insertRows(rejections, ['orderId', 'reason', 'productIds']);

async function insertOutcomes(
  tx: Transaction,
  decided: { request: OrderRequest; outcome: CreationOutcome }[],
): Promise<void> {
  const accepted = decided.flatMap(({ request: { correlationId }, outcome }) =>
    outcome.kind === 'created' ? [{ id: outcome.order.orderId, ...outcome.order, correlationId }] : [],
  );
  const rejected = decided.flatMap(({ outcome }) => (outcome.kind === 'rejected' ? [outcome] : []));
  await Promise.all([
    accepted.length > 0 && tx.run(insertOrders, { rows: accepted }),
    rejected.length > 0 && tx.run(insertRejections, { rows: rejected }),
  ]);
  for (const { userId } of accepted) tx.signal({ topic: 'user', key: userId });
}

import { sql } from 'drizzle-orm';
import { orders, products, rejections } from '#drizzle/schema/order';
import { now } from '#lib/clock';
import { insertRows, type RowOf, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { AMOUNT_MAX } from '#lib/money';
import { type Contact, factColumns, type OrderFacts, quantitiesOf } from './facts.ts';
import { findHours, type Opening, openingAt } from './hours.ts';
import { isOffered } from './offered.ts';
import { lockStock, type Stock, setStock } from './stock.ts';

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
  available: isOffered,
  stock: products.stock,
  instant: products.instant,
});

/** What an order has to know of a product; `price` in minor units. */
type Product = RowOf<typeof productColumns>;

/** Why a request became no order: the products at fault, or when a closed shop opens next (ISO 8601), as far as anybody knows. */
type Rejection = {
  kind: 'rejected';
  orderId: string;
  reason: (typeof rejections.$inferSelect)['reason'];
  productIds: string[];
  opensAt?: string;
};

/** Whether a request became an order. */
export type CreationOutcome = { kind: 'created'; order: OrderFacts } | Rejection;

/** What an order is decided on. */
interface Shelf {
  opening: Opening;
  catalogue: ReadonlyMap<string, Product>;
  /** How many are left of the products that count their stock, less what the orders before this one took. */
  stock: Stock;
}

/**
 * Prices a request against the catalogue and takes its items from the stock. A product that is asked for twice becomes one item; a closed
 * shop, and products that cannot be delivered, reject the request. Pure but for the stock.
 */
function decideOrder(request: OrderRequest, { opening, catalogue, stock }: Shelf): Decided {
  const { orderId, userId, contact } = request;
  const quantities = quantitiesOf(request.items);
  const rejected = (reason: Rejection['reason'], productIds: string[]): Decided => ({
    request,
    outcome: { kind: 'rejected', orderId, reason, productIds },
  });

  if (!opening.isOpen) return { request, outcome: closed(orderId, opening.opensAt) };
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
  const short = items.filter(({ productId, quantity }) => (stock.get(productId) ?? Infinity) < quantity);
  if (short.length > 0)
    return rejected(
      'out-of-stock',
      short.map(({ productId }) => productId),
    );
  for (const { productId, quantity } of items) {
    const left = stock.get(productId);
    if (left !== undefined) stock.set(productId, left - quantity);
  }
  const order = { orderId, userId, items, total, currency: ordered[0]?.currency ?? '', contact };
  return { request, outcome: { kind: 'created', order }, instant: ordered.every(({ instant }) => instant) };
}

/** A request and what became of it; `instant` where nothing of the order is handed over. */
interface Decided {
  request: OrderRequest;
  outcome: CreationOutcome;
  instant?: boolean;
}

const closed = (orderId: string, opensAt: Date | null): Rejection => ({
  kind: 'rejected',
  orderId,
  reason: 'shop-closed',
  productIds: [],
  ...(opensAt && { opensAt: opensAt.toISOString() }),
});

/**
 * Accepts or rejects orders one after the other, and answers in the order of the requests. A request that arrives again gets the answer it
 * had, whatever the catalogue says by then. Products that count their stock are locked until the end of the transaction, so that nobody
 * else sells what these orders take.
 */
export async function createOrders(
  tx: Transaction,
  requests: OrderRequest[],
  moment = now(),
): Promise<CreationOutcome[]> {
  const orderIds = requests.map((request) => request.orderId);
  const productIds = [...new Set(requests.flatMap((request) => request.items.map((item) => item.productId)))];
  const [earlier, catalogue, hours] = await Promise.all([
    readOutcomes(tx, orderIds),
    readCatalogue(tx, productIds),
    findHours(tx, moment),
  ]);
  const counted = productIds.filter((productId) => (catalogue.get(productId)?.stock ?? null) !== null);
  const stock = counted.length > 0 ? await lockStock(tx, counted) : new Map<string, number>();
  const before = new Map(stock);
  const shelf = { opening: openingAt(hours, moment, env().SHOP_TIME_ZONE), catalogue, stock };

  const decided = new Map<string, Decided>();
  for (const request of requests)
    if (!earlier.has(request.orderId) && !decided.has(request.orderId))
      decided.set(request.orderId, decideOrder(request, shelf));
  insertOutcomes(tx, [...decided.values()]);
  setStock(tx, before, stock);
  return orderIds.map((orderId) => earlier.get(orderId) ?? (decided.get(orderId)?.outcome as CreationOutcome));
}

const facts = selection(factColumns);
const rejectionColumns = selection({
  rejectedId: rejections.orderId,
  rejectedFor: rejections.reason,
  productIds: rejections.productIds,
  opensAt: rejections.opensAt,
});
const findOutcomes = statement<
  { [Name in keyof OrderFacts]: OrderFacts[Name] | null } & RowOf<typeof rejectionColumns>,
  { ids: string[] }
>(
  sql`SELECT ${facts}, ${rejectionColumns} FROM unnest(${sql.placeholder('ids')}::uuid[]) AS asked(id)
    LEFT JOIN ${orders} ON ${orders.id} = asked.id LEFT JOIN ${rejections} ON ${rejections.orderId} = asked.id
    WHERE ${orders.id} IS NOT NULL OR ${rejections.orderId} IS NOT NULL`,
);

async function readOutcomes(tx: Transaction, orderIds: string[]): Promise<Map<string, CreationOutcome>> {
  const rows = await tx.run(findOutcomes, { ids: orderIds });
  return new Map(
    rows.map(({ rejectedId, rejectedFor: reason, productIds, opensAt, ...order }): [string, CreationOutcome] => {
      if (!rejectedId) return [order.orderId ?? '', { kind: 'created', order: order as OrderFacts }];
      if (reason === 'shop-closed') return [rejectedId, closed(rejectedId, opensAt)];
      return [rejectedId, { kind: 'rejected', orderId: rejectedId, reason, productIds }];
    }),
  );
}

const findProducts = statement<Product, { ids: string[] }>(
  sql`SELECT ${productColumns} FROM ${products} WHERE ${products.id} = ANY(${sql.placeholder('ids')})`,
);

async function readCatalogue(tx: Transaction, productIds: string[]): Promise<Map<string, Product>> {
  const rows = await tx.run(findProducts, { ids: productIds });
  return new Map(rows.map((product) => [product.id, product]));
}

const insertOrders = insertRows(orders, [
  'id',
  'userId',
  'total',
  'currency',
  'items',
  'contact',
  'correlationId',
  'instant',
]);
const insertRejections = insertRows(rejections, ['orderId', 'reason', 'productIds', 'opensAt']);

function insertOutcomes(tx: Transaction, decided: Decided[]): void {
  const accepted = decided.flatMap(({ request: { correlationId }, outcome, instant = false }) =>
    outcome.kind === 'created' ? [{ id: outcome.order.orderId, ...outcome.order, correlationId, instant }] : [],
  );
  const rejected = decided.flatMap(({ outcome }) => {
    if (outcome.kind === 'created') return [];
    const opensAt = outcome.opensAt ? new Date(outcome.opensAt) : null;
    return [{ ...outcome, opensAt }];
  });
  if (accepted.length > 0) tx.send(insertOrders, { rows: accepted });
  if (rejected.length > 0) tx.send(insertRejections, { rows: rejected });
  for (const { userId } of accepted) tx.signal({ topic: 'user', key: userId });
}

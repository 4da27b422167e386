import type { Transaction } from '#lib/db/transact';
import { AMOUNT_MAX } from '#lib/money';

export interface Contact {
  email: string;
  name: string;
  locale: 'en' | 'ru';
}

/** What a customer asks for. Prices are not asked: they come from the catalogue. */
export interface OrderRequest {
  orderId: string;
  userId: string;
  items: { productId: string; quantity: number }[];
  contact: Contact;
  /** The request under which the messages of the order are recorded. */
  correlationId: string;
}

export interface OrderItem {
  productId: string;
  name: string;
  quantity: number;
  /** Price of one, in minor units. */
  price: number;
}

/** An accepted order. `total` is in minor units of `currency`. */
export interface OrderFacts {
  orderId: string;
  userId: string;
  items: OrderItem[];
  total: number;
  currency: string;
  contact: Contact;
}

interface Product {
  id: string;
  name: string;
  price: number;
  currency: string;
  available: boolean;
}

type Rejection = {
  kind: 'rejected';
  orderId: string;
  reason: 'unknown-product' | 'unavailable-product' | 'total-too-large';
  productIds: string[];
};

export type CreationOutcome = { kind: 'created'; order: OrderFacts } | Rejection;

/**
 * Prices a request against the catalogue: the same product twice becomes one item, and what cannot be delivered is rejected
 * with the products at fault. Pure.
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

  const products = wanted.map((productId) => catalogue.get(productId) as Product);
  const items = products.map(({ id, name, price }) => ({
    productId: id,
    name,
    price,
    quantity: quantities.get(id) ?? 0,
  }));
  const total = items.reduce((sum, item) => sum + item.price * item.quantity, 0);
  if (total > AMOUNT_MAX) return rejected('total-too-large', wanted);
  const { orderId, userId, contact } = request;
  return { kind: 'created', order: { orderId, userId, items, total, currency: products[0]?.currency ?? '', contact } };
}

/**
 * Accepts or rejects orders, and answers in the order of the requests. A request that arrives again gets the answer it had,
 * whatever the catalogue says by now.
 */
export async function createOrders(tx: Transaction, requests: OrderRequest[]): Promise<CreationOutcome[]> {
  const orderIds = requests.map((request) => request.orderId);
  const productIds = [...new Set(requests.flatMap((request) => request.items.map((item) => item.productId)))];
  const [known, products] = await Promise.all([readKnown(tx, orderIds), readProducts(tx, productIds)]);

  const fresh = new Map<string, { request: OrderRequest; outcome: CreationOutcome }>();
  for (const request of requests)
    if (!known.has(request.orderId)) fresh.set(request.orderId, { request, outcome: decideOrder(request, products) });
  await store(tx, [...fresh.values()]);
  return orderIds.map((orderId) => known.get(orderId) ?? (fresh.get(orderId)?.outcome as CreationOutcome));
}

async function readKnown(tx: Transaction, orderIds: string[]): Promise<Map<string, CreationOutcome>> {
  const [orders, rejections] = await Promise.all([
    tx.query<OrderFacts>(
      `SELECT id AS "orderId", user_id AS "userId", items, total, currency, contact FROM "order".orders WHERE id = ANY($1)`,
      [orderIds],
    ),
    tx.query<Omit<Rejection, 'kind'>>(
      `SELECT order_id AS "orderId", reason, product_ids AS "productIds" FROM "order".rejections WHERE order_id = ANY($1)`,
      [orderIds],
    ),
  ]);
  return new Map<string, CreationOutcome>([
    ...orders.map((order) => [order.orderId, { kind: 'created', order }] as const),
    ...rejections.map((rejection) => [rejection.orderId, { kind: 'rejected', ...rejection }] as const),
  ]);
}

async function readProducts(tx: Transaction, ids: string[]): Promise<Map<string, Product>> {
  const rows = await tx.query<Product & Record<string, unknown>>(
    'SELECT id, name, price, currency, available FROM "order".products WHERE id = ANY($1)',
    [ids],
  );
  return new Map(rows.map((product) => [product.id, product]));
}

async function store(tx: Transaction, decided: { request: OrderRequest; outcome: CreationOutcome }[]): Promise<void> {
  const orders = decided.flatMap(({ request, outcome }) =>
    outcome.kind === 'created' ? [{ ...outcome.order, correlationId: request.correlationId }] : [],
  );
  const rejections = decided.flatMap(({ outcome }) => (outcome.kind === 'rejected' ? [outcome] : []));
  await Promise.all([
    orders.length > 0 &&
      tx.query(
        `INSERT INTO "order".orders (id, user_id, total, currency, items, contact, correlation_id)
         SELECT "orderId", "userId", total, currency, items, contact, "correlationId"
         FROM json_to_recordset($1) AS o("orderId" uuid, "userId" uuid, total bigint, currency text, items jsonb, contact jsonb,
           "correlationId" uuid)`,
        [JSON.stringify(orders)],
      ),
    rejections.length > 0 &&
      tx.query(
        `INSERT INTO "order".rejections (order_id, reason, product_ids)
         SELECT "orderId", reason, ARRAY(SELECT json_array_elements_text("productIds"))
         FROM json_to_recordset($1) AS r("orderId" uuid, reason text, "productIds" json)`,
        [JSON.stringify(rejections)],
      ),
  ]);
  for (const { userId } of orders) tx.signal({ topic: 'user', key: userId });
}

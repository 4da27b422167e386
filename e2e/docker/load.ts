import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Style, styles } from '#lib/messages/define';
import { type Answer, type Customer, eventually, registered } from '../http/client.ts';

const CUSTOMERS = 6;
const DEPOSIT = 100_000;
const ITEM = [{ productId: 'print-a4', quantity: 1 }];
const PRICE = 10;
const PAGE = 100;
/** A call-back to a web server that is being replaced is retried after 1, 2, 4, 8 and 16 seconds. */
const SETTLED_WITHIN_MS = 60_000;

/** Customers who order without a pause, in all styles. */
export interface Load {
  /** How many orders were acknowledged so far. */
  readonly acknowledged: number;
  /** When each request began, in milliseconds of `performance.now()`, that got no answer because its connection was refused or broke. */
  readonly broken: number[];
  /** Resolves once `count` more orders are acknowledged. */
  more(count: number): Promise<void>;
  /** Resolves once nobody has been answered for a second. */
  quiet(): Promise<void>;
  /** Lets everybody finish the order in hand. Throws unless each acknowledged order is paid once and told once, and no other exists. */
  finish(): Promise<void>;
}

/** Starts the load. An order that is not answered, or answered with 409 or 503, is repeated under its key, as the API says. */
export async function startLoad(url: string): Promise<Load> {
  const customers = await Promise.all(
    Array.from({ length: CUSTOMERS }, async (_, index) => {
      const customer = await registered(url, styles[index % styles.length] as Style);
      await customer.deposit(DEPOSIT);
      return { customer, orders: new Set<string>() };
    }),
  );
  const broken: number[] = [];
  let isOver = false;
  const count = () => customers.reduce((sum, { orders }) => sum + orders.size, 0);
  const ordering = Promise.all(
    customers.map(async ({ customer, orders }) => {
      while (!isOver) orders.add(await order(customer, broken));
    }),
  );
  ordering.catch(() => {}); // `finish` reports it
  return {
    broken,
    get acknowledged() {
      return count();
    },
    async more(wanted) {
      const enough = count() + wanted;
      while (count() < enough) await Promise.race([pause(20), ordering]);
    },
    async quiet() {
      for (let before = -1; before !== count(); await pause(1_000)) before = count();
    },
    async finish() {
      isOver = true;
      await ordering;
      await Promise.all(customers.map(({ customer, orders }) => prove(customer, orders)));
    },
  };
}

async function order(customer: Customer, broken: number[]): Promise<string> {
  const key = randomUUID();
  for (;;) {
    const begunAt = performance.now();
    const answer = await customer.order(ITEM, key).catch(() => void broken.push(begunAt)); // ask again
    if (answer?.status === 201) return answer.body.orderId;
    if (answer && answer.status !== 503 && answer.status !== 409)
      throw new Error(`an order got ${JSON.stringify(answer.body)}`);
    await pause(100);
  }
}

async function prove(customer: Customer, acknowledged: Set<string>): Promise<void> {
  const paid = await eventually(
    () => all(customer, 'orders'),
    (orders) => orders.every(({ status }) => status === 'paid'),
    SETTLED_WITHIN_MS,
  );
  const told = await eventually(
    () => all(customer, 'notifications'),
    (notifications) => notifications.length >= acknowledged.size,
    SETTLED_WITHIN_MS,
  );
  same('orders', new Set(paid.filter(({ status }) => status === 'paid').map(({ orderId }) => orderId)), acknowledged);
  same('notified orders', new Set(told.map(({ orderId }) => orderId)), acknowledged);
  const balance = await customer.balance();
  const expected = DEPOSIT - PRICE * acknowledged.size;
  if (told.length !== acknowledged.size || balance !== expected)
    throw new Error(`${acknowledged.size} orders, ${told.length} notifications, balance ${balance}, not ${expected}`);
}

async function all(customer: Customer, list: string): Promise<Answer['body']['items']> {
  const items: Answer['body']['items'] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await customer.get(`${list}?limit=${PAGE}${cursor && `&cursor=${cursor}`}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

function same(what: string, found: Set<unknown>, expected: Set<unknown>): void {
  const wrong = [...found, ...expected].filter((id) => !(found.has(id) && expected.has(id)));
  if (wrong.length > 0)
    throw new Error(`${what}: ${found.size}, not the ${expected.size} acknowledged (${wrong.slice(0, 5).join(', ')})`);
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { audit } from '#lib/audit/audit';
import { styles } from '#lib/messages/define';
import { type Answer, type Customer, givenCustomer, order } from './customers.ts';
import { openShop, type Shop } from './shop.ts';

const ORDERS = 200;
const CLIENTS = 24;
/** After a killed process is ready again, all orders become final within this time, on a busy machine too. */
const RECOVERY_MS = 60_000;
/** The process is killed whenever this many answers have arrived. */
const KILLS = [40, 90, 140];

let shop: Shop;
let customers: Customer[];
beforeAll(async () => {
  shop = await openShop();
  // Most can pay everything, some run out of money.
  const balances: number[] = [...Array(9).fill(1_000_000), 750, 750, 1];
  customers = await Promise.all(balances.map((balance) => givenCustomer(shop.url, balance)));
}, 180_000);
afterAll(() => shop?.stop());

interface Placed {
  index: number;
  key: string;
  answer: Answer;
}
const styleOf = (index: number) => styles[index % styles.length] as (typeof styles)[number];
const customerOf = (index: number) => customers[index % customers.length] as Customer;
const place = (index: number, key: string) => order(shop.url, styleOf(index), customerOf(index), key);

/** Places all orders, a few at a time; each client retries until it has an answer. */
async function placeOrders(run: string, onAnswer: (count: number) => void): Promise<Placed[]> {
  const placed: Placed[] = [];
  let next = 0;
  const client = async () => {
    while (next < ORDERS) {
      const index = next++;
      const key = `${run} ${index}`;
      placed.push({ index, key, answer: await place(index, key) });
      onAnswer(placed.length);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return placed;
}

/**
 * Kills a process and waits until it is ready again. Orders accepted by then must soon be final, with a notification.
 */
async function killAndRecover(victim: keyof Shop['processes'], run: string): Promise<void> {
  await shop.processes[victim].restart('SIGKILL');
  const accepted = await shop.query<{ id: string }>(
    `SELECT subject AS id FROM gateway.messages JOIN gateway.requests USING (correlation_id)
     WHERE causation_id IS NULL AND key LIKE $1`,
    [`${run} %`],
  );
  const unfinished = () =>
    shop.query(
      `SELECT o.id FROM unnest($1::uuid[]) AS accepted(id) LEFT JOIN "order".orders AS o USING (id)
       LEFT JOIN notification.notifications AS n ON n.order_id = accepted.id
       WHERE o.status IS NULL OR o.status = 'pending' OR n.id IS NULL`,
      [accepted.map(({ id }) => id)],
    );
  await vi.waitUntil(async () => (await unfinished()).length === 0, { timeout: RECOVERY_MS, interval: 250 });
}

interface Outcome {
  key: string;
  orders: number;
  orderId: string;
  userId: string;
  status: string;
  charges: number;
  notifications: number;
}

/** What the database holds for each key of a run. */
const outcomesOf = (run: string) =>
  shop.query<Outcome>(
    `SELECT key, count(o.id)::int AS orders, min(o.id::text) AS "orderId", min(o.user_id::text) AS "userId", min(o.status) AS status,
       (SELECT count(*)::int FROM billing.transfers WHERE kind = 'payment' AND order_id = ANY(array_agg(o.id))) AS charges,
       (SELECT count(*)::int FROM notification.notifications WHERE order_id = ANY(array_agg(o.id))) AS notifications
     FROM gateway.requests LEFT JOIN "order".orders AS o USING (correlation_id) WHERE key LIKE $1 GROUP BY key`,
    [`${run} %`],
  );

function expectAgreement({ index, answer }: Placed, outcome: Outcome | undefined): void {
  const { orderId, status, reason } = answer.body;
  expect(outcome).toMatchObject({ orders: 1, orderId, userId: customerOf(index).userId, notifications: 1 });
  if (styleOf(index) === 'command-reply') {
    expect([answer.status, status, reason]).toEqual(
      outcome?.status === 'paid' ? [201, 'paid', undefined] : [402, 402, 'insufficient-funds'],
    );
  } else expect([answer.status, status]).toEqual([201, 'pending']);
  expect(outcome?.charges).toBe(outcome?.status === 'paid' ? 1 : 0);
}

test.for(['worker', 'web', 'postgres'] as const)(
  'kill -9 of the %s in the middle of two hundred orders loses and repeats nothing',
  {
    timeout: 180_000,
  },
  async (victim) => {
    const run = randomUUID();
    const recoveries: Promise<void>[] = [];
    const placed = await placeOrders(run, (count) => {
      if (!KILLS.includes(count)) return;
      const recovery = killAndRecover(victim, run);
      recovery.catch(() => {}); // awaited below
      recoveries.push(recovery);
    });
    expect(recoveries).toHaveLength(KILLS.length);
    await Promise.all(recoveries);
    await vi.waitUntil(async () => (await outcomesOf(run)).every(({ notifications }) => notifications > 0), {
      timeout: RECOVERY_MS,
      interval: 250,
    });

    expect(await audit(shop.databaseUrl)).toEqual([]);
    const outcomes = new Map((await outcomesOf(run)).map((outcome) => [outcome.key, outcome]));
    expect(outcomes.size).toBe(ORDERS);
    for (const order of placed) expectAgreement(order, outcomes.get(order.key));
    expect(new Set([...outcomes.values()].map(({ status }) => status))).toEqual(new Set(['paid', 'refused']));
    expect(await shop.query(`SELECT name, data, source_output FROM pgboss.job WHERE name LIKE '%.dead'`)).toEqual([]);

    const again = await Promise.all(placed.map(({ index, key }) => place(index, key)));
    expect(again.map(({ status, body, isReplay }) => [status, body.orderId, isReplay])).toEqual(
      placed.map(({ answer }) => [answer.status, answer.body.orderId, true]),
    );
    expect(await outcomesOf(run)).toHaveLength(ORDERS);
  },
);

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '#lib/audit/audit';
import { styles } from '#lib/messages/define';
import { type Customer, givenCustomer, orderPath } from './customers.ts';
import { openShop, type Shop } from './shop.ts';

const READERS = 24;
const BUYERS = 16;
const KILLS = 6;

let shop: Shop;
let customers: Customer[];
beforeAll(async () => {
  shop = await openShop();
  customers = await Promise.all(Array.from({ length: 8 }, () => givenCustomer(shop.url, 100_000)));
}, 180_000);
afterAll(() => shop?.stop());

const readings = ['products', 'billing/account', 'billing/entries', 'orders', 'notifications'];
const inStyle = (index: number) => styles[index % styles.length] as (typeof styles)[number];

/** One request, and what came of it in a line: its status, and for a 503 whether it says when to come back. */
async function attempt(method: 'GET' | 'POST', path: string, { token }: Customer): Promise<string> {
  const response = await fetch(`${shop.url}/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(method === 'POST' && { body: JSON.stringify({ items: [{ productId: 'tea', quantity: 1 }] }) }),
  });
  const { type } = (await response.json()) as { type?: string };
  const retry = Number(response.headers.get('retry-after')) > 0 ? ', come back later' : '';
  return `${method} ${response.status}${type ? ` ${type}` : ''}${retry}`;
}

test('while Postgres is killed again and again under load, every answer is a result or says to come back later', {
  timeout: 180_000,
}, async () => {
  const answers = new Map<string, number>();
  let isOver = false;
  const client = async (index: number) => {
    const customer = customers[index % customers.length] as Customer;
    for (let round = index; !isOver; round++) {
      const style = inStyle(round);
      const answer =
        index < READERS
          ? await attempt('GET', `${style}/${readings[round % readings.length]}`, customer)
          : await attempt('POST', `${style}/${orderPath(style)}`, customer);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  };
  const load = Promise.all(Array.from({ length: READERS + BUYERS }, (_, index) => client(index)));
  /** Resolves when the shop works again and is under load; rejects with the first client that got no answer at all. */
  const untilServing = async () => {
    const results = () => (answers.get('GET 200') ?? 0) + (answers.get('POST 201') ?? 0);
    const wanted = results() + 2 * (READERS + BUYERS);
    while (results() < wanted) await Promise.race([pause(50), load]);
  };
  for (let kill = 0; kill < KILLS; kill++) {
    await untilServing();
    await shop.processes.postgres.restart('SIGKILL');
  }
  await untilServing();
  isOver = true;
  await load;

  expect(Object.fromEntries(answers)).toEqual({
    'GET 200': expect.any(Number),
    'POST 201': expect.any(Number),
    'GET 503 /problems/unavailable, come back later': expect.any(Number),
    'POST 503 /problems/unavailable, come back later': expect.any(Number),
  });
  expect(await audit(shop.databaseUrl)).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Role } from '#lib/accounts/roles';
import { styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { type Answer, type Customer, eventually, registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { anId, aTime, expectProblem } from './expectations.ts';
import { sessionCookie } from './session.ts';

/** A product that nothing else sells. */
async function givenProduct(databaseUrl: string, { stock = null as number | null } = {}): Promise<string> {
  const id = `soup-${randomUUID()}`;
  await inDatabase(
    databaseUrl,
    `INSERT INTO "order".products (id, name, description, price, currency, position, stock) VALUES ($1, 'Soup', '', 300, 'EUR', 99, $2)`,
    [id, stock],
  );
  return id;
}

interface Staff {
  person: Customer;
  get(path: string): Promise<Answer>;
  post(path: string, body: object, key?: string): Promise<Answer>;
}

/** Somebody of the office. */
async function givenStaff(baseUrl: string, databaseUrl: string, role: Role): Promise<Staff> {
  const person = await registered(baseUrl, 'event-collaboration');
  await inDatabase(databaseUrl, 'UPDATE accounts.credentials SET role = $2 WHERE user_id = $1', [person.userId, role]);
  const { token } = person;
  return {
    person,
    get: (path) => send(`${baseUrl}/api/office/${path}`, 'GET', { token }),
    post: (path, body, key) => send(`${baseUrl}/api/office/${path}`, 'POST', { token, body, key }),
  };
}

/** A paid order of two soups. */
async function givenOrder(customer: Customer, productId: string) {
  await customer.deposit(600);
  const { body } = await customer.order([{ productId, quantity: 2 }]);
  return customer.final(body.orderId);
}

test('the counter moves an order on and back, and two counters at once are told', async ({ baseUrl, databaseUrl }) => {
  const [ann, zoe] = [await givenStaff(baseUrl, databaseUrl, 'counter'), await registered(baseUrl, 'command-reply')];
  const productId = await givenProduct(databaseUrl);
  const { orderId, number } = await givenOrder(zoe, productId);
  const advance = (from: string, to: string, key?: string) => ann.post(`orders/${orderId}/advance`, { from, to }, key);

  const board = await ann.get(`orders?fulfilment=open&productId=${productId}`);
  expect(board.body.items).toMatchObject([{ orderId, number, fulfilment: 'accepted', userId: zoe.userId }]);
  const key = randomUUID();
  const first = await advance('accepted', 'preparing', key);
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ orderId, number, fulfilment: 'preparing', total: 600 });
  const again = await advance('accepted', 'preparing', key);
  expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
  expect((await advance('accepted', 'preparing')).status).toBe(200); // set, and not toggled
  expectProblem(await advance('accepted', 'ready'), 409, 'order-moved', { found: 'preparing' });

  const [one, other] = await Promise.all([advance('preparing', 'ready'), advance('preparing', 'accepted')]);
  const { fulfilment } = (await zoe.get(`orders/${orderId}`)).body;
  const told = fulfilment === 'ready' ? other : one;
  expect([one.status, other.status].sort()).toEqual([200, 409]);
  expectProblem(told, 409, 'order-moved', { found: fulfilment });
  await advance(String(fulfilment), 'ready');
  const [ready] = await zoe.notifications(2);
  expect(ready).toMatchObject({ kind: 'order-ready', orderId, subject: expect.stringContaining(`order ${number}`) });

  await advance('ready', 'collected');
  expect((await ann.get(`orders?fulfilment=open&productId=${productId}`)).body.items).toEqual([]);
  const today = new Date().toISOString().slice(0, 10);
  for (const query of [`day=${today}&number=${number}`, `userId=${zoe.userId}`, 'status=paid', 'fulfilment=collected'])
    expect((await ann.get(`orders?${query}&limit=100`)).body.items, query).toContainEqual(
      expect.objectContaining({ orderId }),
    );
  expect((await ann.get(`orders?day=2026-01-01&productId=${productId}`)).body.items).toEqual([]);
});

test('a manager refunds an order by line up to what was paid, and cancels the rest', async ({
  baseUrl,
  databaseUrl,
}) => {
  const [max, zoe] = [
    await givenStaff(baseUrl, databaseUrl, 'manager'),
    await registered(baseUrl, 'event-notification'),
  ];
  const productId = await givenProduct(databaseUrl, { stock: 2 });
  const { orderId } = await givenOrder(zoe, productId);
  const refund = (body: object, key?: string) => max.post(`orders/${orderId}/refund`, body, key);
  const one = { items: [{ productId, quantity: 1 }], reason: 'spilled' };

  const key = randomUUID();
  const first = await refund(one, key);
  expect(first.status).toBe(200);
  expect(first.body).toEqual({ refundId: anId, orderId, amount: 300, refunded: 300, currency: 'EUR' });
  expect((await refund(one, key)).body).toEqual(first.body);
  expectProblem(await refund({ ...one, items: [{ productId, quantity: 2 }] }), 409, 'over-refund');
  expectProblem(await refund({ ...one, cancels: true }), 400, 'invalid-fields', {
    errors: [{ pointer: '/items', detail: expect.any(String) }],
  });
  expect((await refund({ reason: 'sold out', restock: true, cancels: true })).body).toMatchObject({ refunded: 600 });
  expectProblem(await refund({ reason: 'again' }), 409, 'over-refund');

  expect((await zoe.get(`orders/${orderId}`)).body).toMatchObject({ refunded: 600, fulfilment: 'cancelled' });
  expect(await zoe.balance()).toBe(600);
  expect(await zoe.notifications(3)).toMatchObject([
    { kind: 'order-refunded', text: expect.stringContaining('cancelled') },
    { kind: 'order-refunded', text: expect.stringContaining('1 × Soup') },
    { kind: 'order-paid' },
  ]);
  const shown = (await max.get(`orders/${orderId}`)).body;
  const by = { actorId: max.person.userId, status: 'settled', refusal: null, createdAt: aTime, settledAt: aTime };
  const [made, tooMuch, cancelled, nothingLeft] = shown.refunds as object[];
  const line = { ...by, refundId: anId, items: one.items, amount: 300 };
  expect(made).toEqual({ ...line, reason: 'spilled', restock: false, cancels: false });
  expect(cancelled).toEqual({ ...line, reason: 'sold out', restock: true, cancels: true });
  for (const refused of [tooMuch, nothingLeft])
    expect(refused).toMatchObject({ status: 'refused', refusal: 'over-refund', settledAt: null });
  const { items } = (await zoe.get('products')).body;
  expect(items).toContainEqual(expect.objectContaining({ productId, stock: 1 }));
});

test('the page of an order shows its number, how far it is, and what came back', async ({ baseUrl, databaseUrl }) => {
  const [max, zoe] = [await givenStaff(baseUrl, databaseUrl, 'manager'), await registered(baseUrl, 'command-reply')];
  const productId = await givenProduct(databaseUrl);
  const { orderId, number } = await givenOrder(zoe, productId);
  await max.post(`orders/${orderId}/advance`, { from: 'accepted', to: 'ready' });
  await max.post(`orders/${orderId}/refund`, { items: [{ productId, quantity: 1 }], reason: 'spilled' });
  const cookie = await sessionCookie(baseUrl, zoe);
  const page = await (await fetch(`${baseUrl}/orders/${orderId}`, { headers: { cookie } })).text();
  const shown = page.replaceAll(/<!-- -->|<script.*?<\/script>/gs, '').replaceAll(/<[^>]+>/g, ' ');
  expect(shown).toMatch(new RegExp(`Your number\\s+${number}\\s+Accepted\\s+In preparation\\s+Ready\\s+Collected`));
  expect(page).toMatch(/aria-current="step"[^>]*>.{0,200}Ready/s);
  expect(shown).toMatch(/Refunded\s+1 × Soup/);
  expect(shown).not.toContain('Cancel and get');
  const inbox = await (await fetch(`${baseUrl}/inbox`, { headers: { cookie } })).text();
  expect(inbox).toMatch(/Money back for order.*is ready/s);
});

test('20 refunds of an order at once, each of half of it, make two', async ({ baseUrl, databaseUrl }) => {
  const [max, zoe] = [await givenStaff(baseUrl, databaseUrl, 'manager'), await registered(baseUrl, 'command-reply')];
  const productId = await givenProduct(databaseUrl);
  const { orderId } = await givenOrder(zoe, productId);
  const half = { items: [{ productId, quantity: 1 }], reason: 'spilled' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => max.post(`orders/${orderId}/refund`, half)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(18);
  expect(await zoe.balance()).toBe(600);
});

test('nobody refunds their own order but an owner, and nobody without the role', async ({ baseUrl, databaseUrl }) => {
  const productId = await givenProduct(databaseUrl);
  for (const [role, own, others] of [
    ['counter', 403, 403],
    ['manager', 403, 200],
    ['owner', 200, 200],
  ] as const) {
    const [max, zoe] = [await givenStaff(baseUrl, databaseUrl, role), await registered(baseUrl, 'command-reply')];
    const statusOf = async (customer: Customer) => {
      const { orderId } = await givenOrder(customer, productId);
      return (await max.post(`orders/${orderId}/refund`, { reason: 'spilled' })).status;
    };
    expect([role, await statusOf(max.person), await statusOf(zoe)]).toEqual([role, own, others]);
  }
});

test.for(styles)(
  '%s: a customer cannot cancel where the shop allows it for no minute',
  async (style, { baseUrl, databaseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const { orderId } = await givenOrder(zoe, await givenProduct(databaseUrl));
    const stranger = await registered(baseUrl, style);
    expectProblem(await stranger.post(`orders/${orderId}/cancel`, undefined), 404, 'not-found');
    expectProblem(await zoe.post(`orders/${orderId}/cancel`, undefined), 409, 'not-cancellable', { found: 'accepted' });
  },
);

test('of 100 orders at once for the last 10, 10 are paid and 90 are answered that it is out of stock', async ({
  baseUrl,
  databaseUrl,
}) => {
  const productId = await givenProduct(databaseUrl, { stock: 10 });
  const zoe = await registered(baseUrl, 'command-reply');
  await zoe.deposit(100_000);
  const answers = await Promise.all(Array.from({ length: 100 }, () => zoe.order([{ productId, quantity: 1 }])));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused).toHaveLength(90);
  for (const answer of refused)
    expectProblem(answer, 422, 'order-rejected', { reason: 'out-of-stock', productIds: [productId] });
  expect(await zoe.balance()).toBe(97_000);
  await eventually(
    () => zoe.get('notifications'),
    ({ body }) => body.items.length === 10,
  );
});

test('somebody at the till orders for a customer once, and is told why not', async ({ baseUrl, databaseUrl }) => {
  const [ann, zoe] = [
    await givenStaff(baseUrl, databaseUrl, 'counter'),
    await registered(baseUrl, 'event-notification'),
  ];
  const productId = await givenProduct(databaseUrl, { stock: 2 });
  await zoe.deposit(400);
  const sell = (quantity: number, key?: string, to = zoe) =>
    ann.post(`customers/${to.userId}/orders`, { items: [{ productId, quantity }] }, key);

  const key = randomUUID();
  const first = await sell(1, key);
  expect(first.status).toBe(201);
  expect(first.body).toEqual({
    ...{ orderId: anId, status: 'paid', total: 300, currency: 'EUR', number: expect.any(Number) },
    items: [{ productId, name: 'Soup', quantity: 1, price: 300 }],
  });
  const again = await sell(1, key);
  expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
  expect(await zoe.balance()).toBe(100);
  expectProblem(await sell(1), 402, 'insufficient-funds', { reason: 'insufficient-funds', orderId: anId });
  expectProblem(await sell(3), 422, 'order-rejected', { reason: 'out-of-stock', productIds: [productId] });
  expectProblem(await sell(1, undefined, ann.person), 403, 'not-allowed');
  expectProblem(
    await ann.post(`customers/${randomUUID()}/orders`, { items: [{ productId, quantity: 1 }] }),
    404,
    'not-found',
  );

  const placed = await inDatabase(
    databaseUrl,
    `SELECT actor_id AS "actorId", after FROM accounts.audit_log WHERE subject = $1 AND action = 'order-placed'`,
    [`order:${first.body.orderId}`],
  );
  const after = { userId: zoe.userId, total: 300, currency: 'EUR', items: [{ productId, quantity: 1 }] };
  expect(placed).toEqual([{ actorId: ann.person.userId, after }]);
  expect((await zoe.get('orders')).body.items).toContainEqual(expect.objectContaining({ orderId: first.body.orderId }));
});

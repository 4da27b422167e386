import { describe, expect } from 'vitest';
import { type Style, styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { type Customer, established, newPerson, paths, register, registered } from './client.ts';
import { inDatabase } from './database.ts';
import { expectProblem, holdings } from './expectations.ts';

describe.for(styles)('refusals in %s', (style) => {
  let zoe: Customer;
  let before: unknown;

  test.beforeAll(async ({ baseUrl }) => {
    zoe = await established(baseUrl, style);
    before = await holdings(zoe);
  });

  test.afterEach(async () => {
    expect(await holdings(zoe)).toEqual(before);
  });

  test('an order of an unknown or unavailable product leaves no trace', async () => {
    const of = (...productIds: string[]) => ({ items: productIds.map((productId) => ({ productId, quantity: 1 })) });
    for (const [body, reason, productIds] of [
      [of('meeting-room', 'yacht'), 'unknown-product', ['yacht']],
      [of('__proto__'), 'unknown-product', ['__proto__']],
      [of('чай'), 'unknown-product', ['чай']],
      [of('Meeting-Room'), 'unknown-product', ['Meeting-Room']],
      [of("tea' OR true --"), 'unknown-product', ["tea' OR true --"]],
      [of('tea', 'cake'), 'unavailable-product', ['cake']],
    ] as const)
      expectProblem(await zoe.post(paths[style].order, body), 422, 'order-rejected', { reason, productIds });
  });

  test('an order of more than 10¹² leaves no trace', async ({ baseUrl, databaseUrl }) => {
    const productId = await dearestProduct(databaseUrl, style);
    const answer = await zoe.order([{ productId, quantity: 2 }]);
    expectProblem(answer, 422, 'order-rejected', { reason: 'total-too-large', productIds: [productId] });
    // An order of exactly the limit is accepted, and refused for lack of money later.
    const { body } = await (await registered(baseUrl, style)).order([{ productId, quantity: 1 }]);
    expect(body).not.toHaveProperty('productIds');
  });

  test('a taken e-mail address is refused whatever its case', async ({ baseUrl }) => {
    for (const email of [zoe.email, zoe.email.toUpperCase(), ` ${zoe.email} `]) {
      const body = { ...newPerson(), email };
      expectProblem(await register(baseUrl, style, body), 409, 'email-taken');
    }
  });

  test('prices, totals and owners sent by a client are ignored', async ({ baseUrl }) => {
    const eve = await registered(baseUrl, style);
    const { body } = await eve.post(paths[style].order, {
      userId: zoe.userId,
      total: 1,
      items: [{ productId: 'meeting-room', quantity: 1, price: 1 }],
    });
    expect(await eve.final(body.orderId)).toMatchObject({ userId: eve.userId, total: 5_000, status: 'refused' });
    const forZoe = { amount: 100, userId: zoe.userId, method: 'cash' };
    expectProblem(await eve.post('billing/transfer', forZoe), 403, 'not-allowed');
    expect(await eve.balance()).toBe(0);
  });

  test('foreign, unknown and malformed ids answer 404', async ({ baseUrl }) => {
    const eve = await registered(baseUrl, style);
    const [order] = (await zoe.get('orders')).body.items;
    const correlationId = order?.correlationId;
    for (const path of [
      `orders/${order?.orderId}`,
      `users/${zoe.userId}`,
      `messages?correlationId=${correlationId}`,
      ...[
        '0',
        'x',
        '%00',
        '%F0%9F%92%A9',
        "'%20OR%20true",
        '00000000-0000-7000-8000-000000000000',
        'x'.repeat(2_000),
      ].flatMap((id) => [`orders/${id}`, `users/${id}`, `messages?correlationId=${id}`]),
    ])
      expectProblem(await eve.get(path), 404, 'not-found');
  });
});

test('a balance cannot exceed 10¹⁵', async ({ baseUrl }) => {
  const zoe = await registered(baseUrl, 'command-reply');
  const fifty = () => Promise.all(Array.from({ length: 50 }, () => zoe.deposit(1e12)));
  for (let round = 1; round <= 20; round++) await fifty();
  expectProblem(await zoe.deposit(1), 422, 'balance-limit');
  expect(await zoe.balance()).toBe(1e15);
  expect((await zoe.withdraw(1)).body).toMatchObject({ balance: 999_999_999_999_999 });
});

/** Adds a product with the highest possible price; the catalogue has none. */
async function dearestProduct(databaseUrl: string, style: Style): Promise<string> {
  const id = `island-${style}`;
  await inDatabase(
    databaseUrl,
    `INSERT INTO "order".products (id, name, description, price, currency, position)
     VALUES ($1, 'Island', 'With a lighthouse', 1000000000000, 'EUR', 100)`,
    [id],
  );
  return id;
}

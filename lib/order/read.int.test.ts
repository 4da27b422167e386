import { expect } from 'vitest';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { createOrders } from './create.ts';
import { readOrderSums, readOrders } from './read.ts';
import { settleOrders } from './settle.ts';

// These orders have no payments, so the books of the shop do not balance.
test.override('booksMustBalance', false);

/** A customer with one order for each price: paid, refused, and the rest waiting. */
async function givenOrders(): Promise<string> {
  await query(`INSERT INTO "order".products (id, name, description, price, currency, position)
    VALUES ('tea', 'Tea', '', 250, 'EUR', 1) ON CONFLICT DO NOTHING`);
  const userId = newId();
  const ids = [newId(), newId(), newId(), newId()];
  await transact(async (tx) => {
    await createOrders(
      tx,
      ids.map((orderId, index) => ({
        orderId,
        userId,
        items: [{ productId: 'tea', quantity: index + 1 }],
        contact: { email: 'ann@example.com', name: 'Ann', locale: 'en' as const },
        correlationId: newId(),
      })),
    );
    const [paid, alsoPaid, refused] = ids as [string, string, string];
    await settleOrders(tx, [
      { orderId: paid, status: 'paid' },
      { orderId: alsoPaid, status: 'paid' },
      { orderId: refused, status: 'refused', reason: 'insufficient-funds' },
    ]);
  });
  return userId;
}

test('shows the orders of one status, newest first, page by page', async () => {
  const userId = await givenOrders();
  const first = await readOrders(userId, { limit: 1, status: 'paid' });
  expect(first.items).toMatchObject([{ status: 'paid', total: 500 }]);
  const cursor = first.nextCursor ?? '';
  expect(await readOrders(userId, { limit: 1, status: 'paid', cursor })).toMatchObject({
    items: [{ status: 'paid', total: 250 }],
    nextCursor: null,
  });
});

test('adds up the orders of a user by status', async () => {
  const userId = await givenOrders();
  expect(await readOrderSums(userId)).toEqual({
    paid: { count: 2, total: 750 },
    refused: { count: 1, total: 750 },
    pending: { count: 1, total: 1_000 },
  });
  expect(await readOrderSums(newId())).toEqual({});
});

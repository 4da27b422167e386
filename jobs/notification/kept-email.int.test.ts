import { expect } from 'vitest';
import { first, publish } from '#lib/broker/publish';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { commandReply } from '#lib/messages/index';
import { readOutbox } from '#lib/notification/read';
import { seed } from '#scripts/seed/seed';
import { test } from '#scripts/testing/integration';
import { consumers } from '../consumers.ts';

test('without a Resend key nothing is sent: the e-mail is kept, whole, in the outbox', async ({ database }) => {
  await seed(database.url);
  const contact = { email: 'ann@example.com', name: 'Ann', locale: 'en' as const };
  const order = { orderId: newId(), userId: newId(), items: [{ productId: 'tea', quantity: 2 }], contact };
  await transact((tx) => publish(tx, [first(commandReply, 'CreateOrder', order, newId())]));
  await drain(consumers);
  expect(await readOutbox(10)).toEqual([
    expect.objectContaining({
      address: 'ann@example.com',
      text: expect.stringContaining('Pot of tea'),
      html: expect.stringContaining('Pot of tea'),
      providerId: null,
    }),
  ]);
  expect(await query(`SELECT FROM pgboss.job WHERE state < 'completed'`)).toEqual([]);
});

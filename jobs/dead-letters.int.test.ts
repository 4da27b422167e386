import { expect, vi } from 'vitest';
import type { Consumer } from '#lib/broker/consumer';
import { listDeadLetters, retryDeadLetters } from '#lib/broker/dead-letters';
import { enqueue } from '#lib/broker/publish';
import { deadLetterOf, EMAIL_QUEUE, queueOf } from '#lib/broker/queues';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { transact } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import { newId } from '#lib/ids';
import { styles } from '#lib/messages/define';
import { givenCustomer, orderRequest, publishNow, test, waitingJobs } from '#scripts/testing/shop';
import { consumers } from './consumers.ts';

vi.mock('#lib/log'); // what fails here is meant to

/** The consumers of the shop, but those of one queue refuse everything. */
const allBut = (queue: string): Consumer[] =>
  consumers.map((consumer) =>
    consumer.queue === queue
      ? {
          ...consumer,
          handle: async () => {
            throw new PermanentFault('the books are closed');
          },
        }
      : consumer,
  );

/** The consumers of the shop, which note the envelopes that one queue delivers. */
const noting = (queue: string, delivered: object[]): Consumer[] =>
  consumers.map((consumer) =>
    consumer.queue === queue ? { ...consumer, onHandled: (data) => void delivered.push(data) } : consumer,
  );

const outcomesOf = (userId: string) =>
  query(
    `SELECT status, (SELECT count(*) FROM billing.transfers WHERE order_id = orders.id AND kind = 'payment') AS payments,
       (SELECT count(*) FROM notification.notifications WHERE order_id = orders.id) AS notifications
     FROM "order".orders WHERE user_id = $1`,
    [userId],
  );

const paidOnce = { status: 'paid', payments: 1, notifications: 1 };

test.for(styles)('%s: a dead letter is listed, and retried it is handled once, as it was sent', async (style) => {
  const billing = queueOf(style, 'billing');
  const customer = await givenCustomer(1_000);
  const request = orderRequest(style, customer);
  await publishNow(request);
  await drain(allBut(billing));
  const [dead] = await query<{ id: string; data: { type: string } }>(
    'SELECT id, data FROM pgboss.job WHERE name = $1',
    [deadLetterOf(billing)],
  );
  expect(await listDeadLetters(10)).toEqual([
    {
      queue: billing,
      total: 1,
      letters: [
        {
          id: dead?.id,
          since: expect.any(Date),
          type: dead?.data.type,
          correlationId: request.correlationId,
          error: 'the books are closed',
        },
      ],
    },
  ]);

  const retries = await Promise.all([retryDeadLetters(billing, dead?.id), retryDeadLetters(billing, dead?.id)]);
  expect(retries.toSorted((one, other) => one.kind.localeCompare(other.kind))).toEqual([
    { kind: 'retried', count: 1 },
    { kind: 'unknown-id' },
  ]);
  const delivered: object[] = [];
  await drain(noting(billing, delivered));
  expect(delivered).toEqual([dead?.data]);
  expect(await outcomesOf(customer.userId)).toEqual([paidOnce]);
  expect(await waitingJobs()).toEqual({});
  expect(await listDeadLetters(10)).toEqual([]);
  expect(await retryDeadLetters(billing)).toEqual({ kind: 'retried', count: 0 });
});

test('one or all dead letters of a queue are retried, and those of others stay', async () => {
  const [billing, order] = [queueOf('event-collaboration', 'billing'), queueOf('event-collaboration', 'order')];
  const customer = await givenCustomer(10_000);
  const orderSome = () => publishNow(...Array.from({ length: 3 }, () => orderRequest('event-collaboration', customer)));
  await orderSome();
  await drain(allBut(billing));
  await orderSome();
  await drain(allBut(order));
  expect((await listDeadLetters(2)).map(({ queue, total, letters }) => [queue, total, letters.length])).toEqual([
    [billing, 3, 2],
    [order, 3, 2],
  ]);

  const woken: unknown[] = [];
  const unsubscribe = onSignal('work', (queues) => woken.push(queues));
  expect(await retryDeadLetters(billing)).toEqual({ kind: 'retried', count: 3 });
  unsubscribe();
  expect(woken).toContainEqual([billing]);
  expect(await waitingJobs()).toEqual({ [billing]: 3, [deadLetterOf(order)]: 3 });
  await drain(consumers);
  const one = (await listDeadLetters(1)).at(0)?.letters.at(0)?.id;
  expect(await retryDeadLetters(order, one)).toEqual({ kind: 'retried', count: 1 });
  expect(await retryDeadLetters(order)).toEqual({ kind: 'retried', count: 2 });
  await drain(consumers);
  expect(await outcomesOf(customer.userId)).toEqual(Array(6).fill(paidOnce));
});

test('what still fails goes back to the dead letters', async () => {
  const order = queueOf('command-reply', 'order');
  const customer = await givenCustomer(1_000);
  await publishNow(orderRequest('command-reply', customer));
  await drain(allBut(order));
  await retryDeadLetters(order);
  await drain(allBut(order));
  expect(await waitingJobs()).toEqual({ [deadLetterOf(order)]: 1 });
  await retryDeadLetters(order);
  await drain(consumers);
  expect(await outcomesOf(customer.userId)).toEqual([paidOnce]);
});

test('a plain job keeps its priority, and is listed without a type', async () => {
  await transact((tx) => enqueue(tx, EMAIL_QUEUE, [{ data: { mailId: newId() }, priority: 1 }]));
  await drain(allBut(EMAIL_QUEUE));
  expect(await listDeadLetters(10)).toMatchObject([{ queue: EMAIL_QUEUE, letters: [{ type: null }] }]);
  await retryDeadLetters(EMAIL_QUEUE);
  const waiting = `SELECT priority FROM pgboss.job WHERE name = $1 AND state = 'created'`;
  expect(await query(waiting, [EMAIL_QUEUE])).toEqual([{ priority: 1 }]);
  await drain(consumers);
});

test('a queue and a dead letter that do not exist are refused', async () => {
  expect(await retryDeadLetters('event-collaboration.billing.dead')).toEqual({ kind: 'unknown-queue' });
  expect(await retryDeadLetters('event-collaboration.billing', newId())).toEqual({ kind: 'unknown-id' });
  expect(await retryDeadLetters('event-collaboration.billing', '17')).toEqual({ kind: 'unknown-id' });
});

import fc from 'fast-check';
import { afterEach, expect } from 'vitest';
import type { Consumer } from '#lib/broker/consumer';
import type { LoggedMessage } from '#lib/broker/message-log';
import { caused } from '#lib/broker/publish';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { type Transaction, transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import type { Envelope } from '#lib/messages/envelope';
import { givenCustomer, orderRequest, publishNow, test, waitingJobs } from '#scripts/testing/shop';
import { consumers } from '../consumers.ts';
import { email } from './email.ts';
import { notification } from './event-collaboration.ts';

// Notification hears of an order twice: what was ordered (OrderCreated) and how it ended (OrderPaid). Two workers may hold one half each.
test.override('booksMustBalance', false); // Notification alone is at work here: no order service has accepted these orders

const toNotification = [notification, email] as Consumer[];

/** Both halves of a new order, as Order publishes them. */
async function givenHalves(): Promise<{ orderId: string; created: LoggedMessage; paid: LoggedMessage }> {
  const request = orderRequest('event-collaboration', await givenCustomer(0));
  const { orderId, userId, contact } = request.body as { orderId: string; userId: string; contact: object };
  const items = [{ productId: 'tea', name: 'Pot of tea', quantity: 1, price: 250 }];
  const facts = { orderId, userId, items, total: 250, currency: 'EUR', contact };
  return {
    orderId,
    created: caused('event-collaboration', request, 'OrderCreated', facts),
    paid: caused('event-collaboration', { ...request, id: newId() }, 'OrderPaid', { orderId }),
  };
}

interface Counts {
  notifications: number;
  emails: number;
  /** E-mails about no notification. */
  stray: number;
}

/** What the customer of an order gets: one of each, or nothing yet. */
async function countsOf(orderId: string): Promise<Counts> {
  const [row] = await query<Counts>(
    `WITH emails AS (SELECT data ->> 'mailId' AS id FROM pgboss.job WHERE name = 'notification.email')
     SELECT (SELECT count(*) FROM notification.notifications WHERE order_id = $1) AS notifications,
       (SELECT count(*) FROM emails JOIN notification.notifications AS n ON n.id::text = emails.id WHERE order_id = $1) AS emails,
       (SELECT count(*) FROM emails WHERE id NOT IN (SELECT id::text FROM notification.notifications)) AS stray`,
    [orderId],
  );
  return row as Counts;
}
const ONCE: Counts = { notifications: 1, emails: 1, stray: 0 };
const NOT_YET: Counts = { notifications: 0, emails: 0, stray: 0 };

afterEach(async () => void (await drain(toNotification)));

/** Does the work of the notification service for messages, in the transaction of a worker. */
const handle = (tx: Transaction, ...messages: LoggedMessage[]) =>
  notification.handle(
    tx,
    messages.map(({ name, correlationId, body, ...message }) => ({
      data: { ...message, type: name, correlationid: correlationId, data: body } as unknown as Envelope,
      prepared: undefined,
    })),
  );

const halves = ['created', 'paid'] as const;

test.for(halves)('notifies once when both halves come one after the other, first %s', async (firstHalf) => {
  const { orderId, ...messages } = await givenHalves();
  const secondHalf = firstHalf === 'created' ? 'paid' : 'created';
  await publishNow(messages[firstHalf]);
  await drain([toNotification[0] as Consumer]);
  expect(await countsOf(orderId)).toEqual(NOT_YET);
  expect(await waitingJobs()).toEqual({}); // waiting for the other half is a stored state and not a retry
  await publishNow(messages[secondHalf]);
  await drain([toNotification[0] as Consumer]);
  expect(await countsOf(orderId)).toEqual(ONCE);
});

test.for(halves)('notifies once when both halves come in one batch, first %s', async (firstHalf) => {
  const { orderId, created, paid } = await givenHalves();
  await transact((tx) => (firstHalf === 'created' ? handle(tx, created, paid) : handle(tx, paid, created)));
  expect(await countsOf(orderId)).toEqual(ONCE);
});

/** Resolves when a transaction waits for the lock of another. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = () =>
    query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  while ((await waiting()).length === 0) await query('SELECT pg_sleep(0.005)');
}

test.for(halves)('notifies once when two workers hold one half each, first %s', async (firstHalf) => {
  const { orderId, ...messages } = await givenHalves();
  const secondHalf = firstHalf === 'created' ? 'paid' : 'created';
  const [handled, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const firstWorker = transact(async (tx) => {
    await handle(tx, messages[firstHalf]);
    handled.resolve();
    await commit.promise;
  });
  await handled.promise;
  const secondWorker = transact((tx) => handle(tx, messages[secondHalf]));
  await untilSomebodyWaits();
  expect(await countsOf(orderId)).toEqual(NOT_YET);
  commit.resolve();
  await Promise.all([firstWorker, secondWorker]);
  expect(await countsOf(orderId)).toEqual(ONCE);
});

test('the second worker does not notify when the first half was rolled back', async () => {
  const { orderId, created, paid } = await givenHalves();
  const [handled, fail] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const failing = transact(async (tx) => {
    await handle(tx, created);
    handled.resolve();
    await fail.promise;
    throw new Error('the worker failed');
  });
  await handled.promise;
  const secondWorker = transact((tx) => handle(tx, paid));
  await untilSomebodyWaits();
  fail.resolve();
  await expect(failing).rejects.toThrow('the worker failed');
  await secondWorker;
  expect(await countsOf(orderId)).toEqual(NOT_YET);
  await transact((tx) => handle(tx, created));
  expect(await countsOf(orderId)).toEqual(ONCE);
});

/** Deliveries of the halves of three orders to two workers: any order, repeats, and any split into batches. */
const deliveries = fc
  .array(
    fc.record({ order: fc.nat(2), half: fc.constantFrom(...halves), worker: fc.nat(1), endsBatch: fc.boolean() }),
    {
      maxLength: 12,
    },
  )
  .map((repeats) => [...everyHalf, ...repeats])
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
const everyHalf = [0, 1, 2].flatMap((order) =>
  halves.map((half, worker) => ({ order, half, worker, endsBatch: false })),
);

test('notifies once whatever the order of arrival, the repeats and the batches of two workers', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (arrivals) => {
      const orders = [await givenHalves(), await givenHalves(), await givenHalves()];
      const worker = async (own: number) => {
        let batch: LoggedMessage[] = [];
        const flush = async () => {
          const messages = batch;
          batch = [];
          if (messages.length > 0) await transact((tx) => handle(tx, ...messages));
        };
        for (const { order, half, worker: taker, endsBatch } of arrivals) {
          if (taker !== own) continue;
          batch.push((orders[order] as (typeof orders)[0])[half]);
          if (endsBatch) await flush();
        }
        await flush();
      };
      await Promise.all([worker(0), worker(1)]);
      for (const { orderId } of orders) expect(await countsOf(orderId)).toEqual(ONCE);
    }),
    { numRuns: 60 },
  );
});

test('an order that is paid before Notification has heard of it ends in one notification', async () => {
  const customer = await givenCustomer(1_000);
  const request = orderRequest('event-collaboration', customer);
  await publishNow(request);
  const withoutNotification = consumers.filter(({ queue }) => queue !== notification.queue);
  await drain(withoutNotification);
  await query(`UPDATE pgboss.job SET priority = 1 WHERE data ->> 'type' = 'OrderPaid'`);
  await drain(toNotification);
  expect(await countsOf(request.subject)).toMatchObject({ notifications: 1 });
});

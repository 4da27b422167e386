import { expect } from 'vitest';
import { query } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { type Transaction, transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { eventCollaboration } from '#lib/messages/index';
import { test } from '#scripts/testing/integration';
import { boss, within } from './boss.ts';
import { readMessages } from './message-log.ts';
import { caused, enqueue, first, publish } from './publish.ts';
import { queueOf } from './queues.ts';

const contact = { email: 'ann@example.com', name: 'Ann', locale: 'en' as const };
const orderRequested = (correlationId = newId()) => {
  const body = { orderId: newId(), userId: newId(), items: [{ productId: 'tea', quantity: 1 }], contact };
  return first(eventCollaboration, 'OrderCreateRequested', body, correlationId);
};
const jobsOf = (correlationId: string) =>
  query<{ name: string; data: object }>(
    `SELECT name, data FROM pgboss.job WHERE data ->> 'correlationid' = $1 ORDER BY name`,
    [correlationId],
  );

test('a message is in the log, and with each service that consumes it, once its transaction commits', async () => {
  const cause = orderRequested();
  const [request, events] = [cause, ['OrderCreated', 'OrderPaymentRequested']];
  const created = events.map((name) => caused('event-collaboration', cause, name, { orderId: cause.body.orderId }));
  await transact((tx) => publish(tx, [request, ...created]));
  expect((await readMessages(cause.correlationId)).map(({ name, causationId }) => [name, causationId])).toEqual([
    ['OrderCreateRequested', null],
    ['OrderCreated', cause.id],
    ['OrderPaymentRequested', cause.id],
  ]);
  const jobs = await jobsOf(cause.correlationId);
  expect(jobs.map(({ name }) => name)).toEqual([
    'event-collaboration.billing',
    'event-collaboration.notification',
    'event-collaboration.order',
  ]);
  expect(jobs[2]?.data).toEqual({
    specversion: '1.0',
    id: request.id,
    source: '/event-collaboration/gateway',
    type: 'OrderCreateRequested',
    subject: request.body.orderId,
    time: request.time,
    datacontenttype: 'application/json',
    correlationid: request.correlationId,
    data: request.body,
  });
});

test('the jobs of a message are those that pg-boss would make', async () => {
  const message = orderRequested();
  const queue = queueOf('event-collaboration', 'order');
  await transact(async (tx) => {
    publish(tx, [message]);
    const [{ data } = { data: {} }] = await tx.query<{ data: object }>(
      `SELECT data FROM pgboss.job WHERE data ->> 'correlationid' = $1`,
      [message.correlationId],
    );
    await (await boss()).insert(queue, [{ data }], within(tx));
  });
  const jobs = await query<Record<string, unknown>>(
    `SELECT to_jsonb(job) - 'id' AS job FROM pgboss.job WHERE data ->> 'correlationid' = $1`,
    [message.correlationId],
  );
  expect(jobs).toHaveLength(2);
  expect(jobs[0]).toEqual(jobs[1]);
});

test('a transaction that is rolled back leaves no message, no job and no signal', async () => {
  const heard: string[] = [];
  const stop = onSignal('work', (queues) => heard.push(...(queues ?? [])));
  const message = orderRequested();
  const change = transact(async (tx) => {
    publish(tx, [message]);
    throw new Error('the customer changed her mind');
  });
  await expect(change).rejects.toThrow('changed her mind');
  expect(await readMessages(message.correlationId)).toEqual([]);
  expect(await jobsOf(message.correlationId)).toEqual([]);
  expect(heard).toEqual([]);
  stop();
});

test('a message that is published again stays one message and one job, whoever publishes it', async () => {
  const message = orderRequested();
  await Promise.all(Array.from({ length: 8 }, () => transact((tx) => publish(tx, [message, message]))));
  await transact((tx) => publish(tx, [message]));
  expect(await readMessages(message.correlationId)).toHaveLength(1);
  expect(await jobsOf(message.correlationId)).toHaveLength(1);
});

test.for([
  [
    'of a message',
    async (tx: Transaction) => {
      await tx.query('DELETE FROM pgboss.job');
      await tx.query(`DELETE FROM pgboss.queue WHERE name = 'event-collaboration.order'`);
    },
    'null value in column "name"',
  ],
  ['of a job', (tx: Transaction) => enqueue(tx, 'no-such-queue', [{ data: {} }]), 'no-such-queue'],
] as const)('a queue %s that does not exist takes the whole transaction with it', async ([, without, fault]) => {
  const message = orderRequested();
  const publishing = transact(async (tx) => {
    await without(tx);
    publish(tx, [message]);
  });
  await expect(publishing).rejects.toThrow(fault);
  expect(await readMessages(message.correlationId)).toEqual([]);
});

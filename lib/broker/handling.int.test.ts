import { expect, vi } from 'vitest';
import { type Activity, activity, withActivity } from '#lib/activity';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { Postponed } from '#lib/faults';
import { newId } from '#lib/ids';
import { eventCollaboration } from '#lib/messages/index';
import { metrics } from '#lib/metrics';
import { test } from '#scripts/testing/integration';
import { type Consumer, consumeBatch } from './consumer.ts';
import { enqueue, first, publish } from './publish.ts';
import { ALERT_QUEUE, queueOf } from './queues.ts';
import { letBackoffPass } from './testing.ts';

vi.mock('#lib/log'); // what fails here is meant to
test.override('booksMustBalance', false); // no order service answers these requests

const QUEUE = queueOf('event-collaboration', 'order');

function requestOf(correlationId: string) {
  const contact = { email: 'ann@example.com', name: 'Ann', locale: 'en' as const };
  const body = { orderId: newId(), userId: newId(), items: [{ productId: 'tea', quantity: 1 }], contact };
  return first(eventCollaboration, 'OrderCreateRequested', body, correlationId);
}

/** Publishes requests together, so that one batch takes them. */
async function published(...correlationIds: string[]) {
  const messages = correlationIds.map(requestOf);
  await transact((tx) => publish(tx, messages));
  return messages;
}

const countOf = async (name: 'jobsHandled' | 'jobsFailed' | 'jobsPostponed', queue: string) =>
  (await metrics()[name].get()).values.find(({ labels }) => labels.queue === queue)?.value ?? 0;

test('what a message leads to carries its request, and what a batch leads to those of all its messages', async () => {
  const [one, two] = [newId(), newId()];
  const seen: (Activity | undefined)[] = [];
  const consumer: Consumer = { queue: QUEUE, handle: async () => void seen.push(activity()) };
  await published(one, two);
  await withActivity({ requestId: 'of whoever drains the queue' }, () => consumeBatch(consumer));
  await published(one);
  await consumeBatch(consumer);
  expect(seen).toEqual([{ correlationIds: [one, two] }, { correlationId: one }]);
});

test('a message that is prepared alone is prepared, handled and failed on behalf of its own request', async () => {
  const requests = [newId(), newId()];
  const seen: (Activity | undefined)[] = [];
  const consumer: Consumer = {
    queue: QUEUE,
    prepare: async () => void seen.push(activity()),
    handle: async () => {
      seen.push(activity());
      throw new Error('the books are closed');
    },
  };
  await published(...requests);
  await consumeBatch(consumer);
  const [one, two] = requests.map((correlationId) => ({ correlationId }));
  expect(seen).toEqual([one, two, { correlationIds: requests }, one, two]);
  await query(`DELETE FROM pgboss.job`);
});

test('a job of a batch continues the request of the message that is about the same', async () => {
  const messages = await published(newId(), newId());
  const consumer: Consumer = {
    queue: QUEUE,
    handle: (tx) =>
      enqueue(
        tx,
        ALERT_QUEUE,
        messages.map(({ subject }) => ({ data: { subject }, about: subject })),
      ),
  };
  await consumeBatch(consumer);
  const jobs = await query<{ data: object }>('SELECT data FROM pgboss.job WHERE name = $1', [ALERT_QUEUE]);
  const expected = messages.map(({ subject, correlationId }) => ({ subject, origin: { correlationId } }));
  expect(jobs.map(({ data }) => data)).toEqual(expect.arrayContaining(expected));

  const seen: (Activity | undefined)[] = [];
  await consumeBatch({ queue: ALERT_QUEUE, handle: async () => {}, prepare: async () => void seen.push(activity()) });
  expect(seen).toEqual(expect.arrayContaining(messages.map(({ correlationId }) => ({ correlationId }))));
});

test('jobs are counted once they are handled, and attempts when they fail', async () => {
  const before = { handled: await countOf('jobsHandled', QUEUE), failed: await countOf('jobsFailed', QUEUE) };
  let fault: Error | undefined = new Error('the books are closed');
  const heard: object[] = [];
  const consumer: Consumer = {
    queue: QUEUE,
    handle: async () => {
      if (fault) throw fault;
    },
    onHandled: (data) => void heard.push(data),
  };
  await published(newId(), newId(), newId());
  await consumeBatch(consumer); // fails as a batch, then each job alone
  expect(await countOf('jobsFailed', QUEUE)).toBe(before.failed + 3);
  expect(await countOf('jobsHandled', QUEUE)).toBe(before.handled);
  expect(heard).toEqual([]);

  fault = undefined;
  await letBackoffPass();
  await consumeBatch(consumer);
  expect(await countOf('jobsHandled', QUEUE)).toBe(before.handled + 3);
  expect(heard).toHaveLength(3);
});

test('a job that another system asked to wait with is counted as postponed, and not as failed', async () => {
  const before = { failed: await countOf('jobsFailed', QUEUE), postponed: await countOf('jobsPostponed', QUEUE) };
  await published(newId());
  await consumeBatch({
    queue: QUEUE,
    prepare: async () => {
      throw new Postponed('come back later', 1);
    },
    handle: async () => {},
  });
  expect(await countOf('jobsFailed', QUEUE)).toBe(before.failed);
  expect(await countOf('jobsPostponed', QUEUE)).toBe(before.postponed + 1);
  await query(`DELETE FROM pgboss.job`);
});

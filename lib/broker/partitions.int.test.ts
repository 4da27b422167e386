import { expect } from 'vitest';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { firstIdAt, newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { readMessages, record } from './message-log.ts';
import { addPartitions, dropPartitions } from './partitions.ts';
import { pruneMessages } from './prune.ts';
import { caused } from './publish.ts';

const WEEK_MS = 7 * 86_400_000;

const partitions = async () =>
  (
    await query<{ name: string }>(
      `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'gateway.messages'::regclass AND relname <> 'messages_default' ORDER BY relname`,
    )
  ).map(({ name }) => name);

/** Records a message that was caused at a moment, and returns its request and the partition that took it. */
async function recordAt(time: number): Promise<{ correlationId: string; partition: string }> {
  const correlationId = firstIdAt(time).slice(0, 18) + newId().slice(18);
  const message = caused('command-reply', { id: correlationId, correlationId }, 'CreateOrderResponse', {
    orderId: newId(),
  });
  await transact((tx) => record(tx, [message]));
  const [row] = await query<{ partition: string }>(
    'SELECT tableoid::regclass::text AS partition FROM gateway.messages WHERE id = $1',
    [message.id],
  );
  return { correlationId, partition: row?.partition ?? 'none' };
}

test('the weeks follow each other without gaps, four of them ahead', async () => {
  const before = await partitions();
  const now = Date.now() + 10 * WEEK_MS;
  await addPartitions(now);
  const names = await partitions();
  expect(names.slice(0, before.length)).toEqual(before);
  const ends = names.map((name) => Date.parse(name.replace(/.*_(....)(..)(..)$/, '$1-$2-$3')));
  expect(ends.every((end) => new Date(end).getUTCDay() === 1)).toBe(true);
  expect(ends.slice(1).map((end, index) => end - (ends[index] ?? 0))).toEqual(ends.slice(1).map(() => WEEK_MS));
  expect(ends.at(-1)).toBeGreaterThanOrEqual(now + 4 * WEEK_MS);
  expect(ends.at(-1)).toBeLessThan(now + 5 * WEEK_MS);
});

test('workers that make the weeks at the same time do not fail', async () => {
  const now = Date.now() + 20 * WEEK_MS;
  await Promise.all([addPartitions(now), addPartitions(now), addPartitions(now)]);
  expect(new Set(await partitions()).size).toBe((await partitions()).length);
});

test('a message whose week was missing moves to it when it is made, and can be read all the time', async () => {
  const time = Date.now() + 40 * WEEK_MS;
  const { correlationId, partition } = await recordAt(time);
  expect(partition).toBe('gateway.messages_default');
  expect(await readMessages(correlationId)).toHaveLength(1);
  await addPartitions(time);
  expect(await query('SELECT FROM gateway.messages_default')).toEqual([]);
  expect(await readMessages(correlationId)).toHaveLength(1);
});

test('whole weeks are dropped, and what no week took is deleted', async () => {
  const time = Date.now() + 50 * WEEK_MS;
  await addPartitions(time);
  const early = await recordAt(time);
  const late = await recordAt(time + WEEK_MS);
  const lost = await recordAt(time - 60 * WEEK_MS);
  expect(lost.partition).toBe((await partitions()).map((name) => `gateway.${name}`)[0]);
  await dropPartitions(Date.parse(early.partition.replace(/.*_(....)(..)(..)$/, '$1-$2-$3')));
  expect(await partitions()).not.toContain(early.partition.replace('gateway.', ''));
  expect(await readMessages(early.correlationId)).toEqual([]);
  expect(await readMessages(late.correlationId)).toHaveLength(1);
  const returned = await recordAt(time - 60 * WEEK_MS);
  expect(returned.partition).toBe('gateway.messages_default');
  await pruneMessages(time);
  expect(await readMessages(returned.correlationId)).toEqual([]);
});

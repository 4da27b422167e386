import { beforeEach, expect } from 'vitest';
import { query } from '#lib/db/pool';
import { type Transaction, transact } from '#lib/db/transact';
import { test } from '#scripts/testing/integration';
import { boss, within } from './boss.ts';
import { queuesWithDueJobs, takeJobs } from './job-table.ts';
import { queueOf } from './queues.ts';

// The contract of takeJobs with pg-boss: it takes the jobs that pg-boss's fetch would take, in the same order. Where an
// upgrade of pg-boss makes a test fail, read what became of `fetchNextJob` in its plans, and make takeJobs and
// queuesWithDueJobs do the same.

const QUEUE = queueOf('event-collaboration', 'billing');
const OTHER_QUEUE = queueOf('event-collaboration', 'order');
const STATES = ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'];

const dataOf = (jobs: { data: object }[]) => jobs.map(({ data }) => (data as { task: number }).task);

/** Runs `work` in a transaction that is rolled back, and returns its result. */
async function undone<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  let result!: Result;
  const undo = new Error('undo');
  await transact(async (tx) => {
    result = await work(tx);
    throw undo;
  }).catch((error) => {
    if (error !== undo) throw error;
  });
  return result;
}

const fetched = (queue: string, batchSize: number) =>
  undone(async (tx) => dataOf(await (await boss()).fetch<object>(queue, { batchSize, ...within(tx) })));
const taken = (queue: string, limit: number) => undone(async (tx) => dataOf(await takeJobs(tx, queue, limit)));

/** Takes all jobs one by one, which shows their order. */
async function oneByOne(take: (tx: Transaction) => Promise<{ data: object }[]>): Promise<number[]> {
  return undone(async (tx) => {
    const order: number[] = [];
    for (let jobs = await take(tx); jobs.length > 0; jobs = await take(tx)) order.push(...dataOf(jobs));
    return order;
  });
}

/** One job of every kind in both queues, filed in an order of its own. */
beforeEach(async () => {
  await query('DELETE FROM pgboss.job');
  await query(
    `INSERT INTO pgboss.job (name, state, priority, start_after, blocked, created_on, data)
     SELECT queue, state::pgboss.job_state, priority, now() + start_after, blocked, now() - random() * interval '1 day',
       jsonb_build_object('task', row_number() OVER ())
     FROM unnest($1::text[]) AS queue, unnest($2::text[]) AS state, unnest('{-1, 0, 7}'::int[]) AS priority,
       unnest('{-1 hour, 0 seconds, 1 hour}'::interval[]) AS start_after, unnest('{false, true}'::bool[]) AS blocked`,
    [[QUEUE, OTHER_QUEUE], STATES],
  );
});

test.for([QUEUE, OTHER_QUEUE])('takes the jobs of %s that pg-boss would fetch, and no others', async (queue) => {
  const expected = await fetched(queue, 1_000);
  expect(expected).toHaveLength(12); // two states, three priorities, two moments that are not in the future
  expect((await taken(queue, 1_000)).toSorted()).toEqual(expected.toSorted());
});

test('takes them in the order in which pg-boss would fetch them', async () => {
  const pgBoss = await boss();
  const expected = await oneByOne((tx) => pgBoss.fetch<object>(QUEUE, within(tx)));
  expect(expected).toHaveLength(12);
  expect(await oneByOne((tx) => takeJobs(tx, QUEUE, 1))).toEqual(expected);
  for (const limit of [1, 4, 11]) expect(await taken(QUEUE, limit)).toEqual(expected.slice(0, limit));
});

test('passes over jobs that another worker has locked, as pg-boss does', async () => {
  await transact(async (tx) => {
    const locked = dataOf(await takeJobs(tx, QUEUE, 3));
    const left = await taken(QUEUE, 1_000);
    expect(left).toHaveLength(9);
    expect(left).not.toEqual(expect.arrayContaining(locked));
    expect(left.toSorted()).toEqual((await fetched(QUEUE, 1_000)).toSorted());
  });
});

test('knows a condition for every condition of pg-boss', async () => {
  const [own, theirs] = [await textOf((tx) => takeJobs(tx, QUEUE, 100)), await textOf(fetchHundred)];
  expect(selectionIn(own)).toMatch(/^select j\.id from pgboss\.job j where .* for update of j skip locked$/);
  expect(selectionIn(own)).toBe(selectionIn(theirs));
});

test('finds the queues in which something is due', async () => {
  const queues = [QUEUE, OTHER_QUEUE];
  expect((await queuesWithDueJobs(queues)).toSorted()).toEqual(queues.toSorted());
  await transact((tx) => takeJobs(tx, QUEUE, 1_000));
  expect(await fetched(QUEUE, 1)).toEqual([]);
  expect(await queuesWithDueJobs(queues)).toEqual([OTHER_QUEUE]);
});

const fetchHundred = async (tx: Transaction) => (await boss()).fetch<object>(QUEUE, { batchSize: 100, ...within(tx) });

/** The text of the one statement that `work` runs. */
async function textOf(work: (tx: Transaction) => Promise<unknown>): Promise<string> {
  const texts: string[] = [];
  await undone(async (tx) => {
    const noting: Transaction['query'] = (text, values) => {
      texts.push(text);
      return tx.query(text, values);
    };
    await work({ ...tx, query: noting });
  });
  expect(texts).toHaveLength(1);
  return texts[0] as string;
}

/**
 * The part of a statement that selects the jobs. pg-boss names the partition that holds these queues, which Postgres
 * finds by itself.
 */
const selectionIn = (text: string): string => {
  const flat = text.toLowerCase().replaceAll(/\s+/g, ' ').replace('pgboss.job_common', 'pgboss.job');
  return /select j\.id.*?skip locked/.exec(flat)?.[0] ?? flat;
};

import { beforeEach, expect, vi } from 'vitest';
import { query } from '#lib/db/pool';
import { PermanentFault } from '#lib/faults';
import { test } from '#scripts/testing/integration';
import { type Consumer, consumeBatch } from './consumer.ts';
import {
  createTaskLog,
  deadLetters,
  doTasks,
  drain,
  enqueueTasks,
  letBackoffPass,
  openJobs,
  QUEUE,
  type Task,
  tasksDone,
} from './testing.ts';

const FIFTY = Array.from({ length: 50 }, (_, index) => index + 1);
const allBut = (task: number) => FIFTY.filter((other) => other !== task);

let fault: (() => Error) | undefined;
const failAt17 = (tasks: number[]) => {
  if (fault && tasks.includes(17)) throw fault();
};

/** Does its tasks in one transaction. */
const inTransaction: Consumer = {
  queue: QUEUE,
  async handle(tx, items) {
    const tasks = items.map(({ data }) => (data as Task).task);
    await doTasks(tx, tasks);
    failAt17(tasks);
  },
};

/** Prepares each task outside a transaction, as call-backs and e-mails are. */
const withPreparation: Consumer = {
  queue: QUEUE,
  async prepare(data) {
    failAt17([(data as Task).task]);
  },
  async handle(tx, items) {
    await doTasks(
      tx,
      items.map(({ data }) => (data as Task).task),
    );
  },
};

/** Fails only when its effects are written. */
const preparedInVain: Consumer = { ...inTransaction, prepare: async () => {} };

const ways = [
  ['in one transaction', inTransaction],
  ['in the preparation', withPreparation],
  ['after the preparation', preparedInVain],
] as const;

vi.mock('#lib/log'); // what fails here is meant to

beforeEach(async () => {
  await createTaskLog();
  await query('TRUNCATE done_tasks');
  await query('DELETE FROM pgboss.job');
  fault = undefined;
});

test.for(ways)('does fifty tasks, each once (%s)', async ([, consumer]) => {
  await enqueueTasks(50);
  expect(await drain([consumer])).toBe(50);
  expect(await tasksDone()).toEqual(FIFTY);
  expect(await openJobs()).toEqual([]);
});

test.for(ways)(
  'one poison task of fifty ends in the dead letter queue at once, the others are done (%s)',
  async ([, consumer]) => {
    fault = () => new PermanentFault('nobody can do this');
    await enqueueTasks(50);
    await drain([consumer]);
    expect(await tasksDone()).toEqual(allBut(17));
    expect(await openJobs()).toEqual([]);
    expect(await deadLetters()).toEqual([{ task: 17, error: 'nobody can do this' }]);
  },
);

test.for(ways)(
  'one task of fifty that fails for now is tried again later, and then done (%s)',
  async ([, consumer]) => {
    fault = () => new Error('not today');
    await enqueueTasks(50);
    await drain([consumer]);
    expect(await tasksDone()).toEqual(allBut(17));
    expect(await openJobs()).toEqual([{ task: 17, state: 'retry', attempts: 0, waits: true, error: 'not today' }]);
    await letBackoffPass();
    await drain([consumer]);
    expect(await openJobs()).toMatchObject([{ task: 17, state: 'retry', attempts: 1, waits: true }]);

    fault = undefined;
    expect(await consumeBatch(consumer)).toBe(0); // it is not due
    await letBackoffPass();
    await drain([consumer]);
    expect(await tasksDone()).toEqual(FIFTY);
    expect(await openJobs()).toEqual([]);
    expect(await deadLetters()).toEqual([]);
  },
);

test('a task goes on being tried for more than an hour, ever more seldom, and is then a dead letter', async () => {
  fault = () => new Error('not this year');
  await enqueueTasks(17);
  const waits: number[] = [];
  while ((await deadLetters()).length === 0) {
    await letBackoffPass();
    await drain([inTransaction]);
    const [job] = await query<{ seconds: number }>(
      `SELECT extract(epoch FROM start_after - now())::float AS seconds FROM pgboss.job WHERE state = 'retry'`,
    );
    if (job) waits.push(job.seconds);
  }
  expect(waits[0]).toBeLessThan(3);
  expect(waits[4]).toBeGreaterThan(waits[0] as number);
  expect(Math.max(...waits)).toBeLessThanOrEqual(300);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3_600);
  expect(await deadLetters()).toEqual([{ task: 17, error: 'not this year' }]);
});

import { beforeEach, expect, onTestFinished, vi } from 'vitest';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { test } from '#scripts/testing/integration';
import { type Consumer, consumeBatch } from './consumer.ts';
import { readOutlook } from './job-table.ts';
import { enqueueOnly } from './publish.ts';
import { AUDIT_QUEUE } from './queues.ts';
import {
  createTaskLog,
  deadLetters,
  doTasks,
  drain,
  enqueueTasks,
  letBackoffPass,
  letClaimsLapse,
  openJobs,
  QUEUE,
  type Task,
  tasksDone,
} from './testing.ts';

/** A worker that prepares its tasks one after the other, and stops before the given one until it is told to go on. */
function workerPausedAt(pausedAt: number | null) {
  const reached = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const consumer: Consumer = {
    queue: QUEUE,
    async prepare(data) {
      if ((data as Task).task !== pausedAt) return;
      reached.resolve();
      await goOn.promise;
    },
    async handle(tx, items) {
      await doTasks(
        tx,
        items.map(({ data }) => (data as Task).task),
      );
    },
  };
  return { consumer, reached: reached.promise, goOn: goOn.resolve };
}

vi.mock('#lib/log'); // what fails here is meant to

beforeEach(async () => {
  await createTaskLog();
  await query('TRUNCATE done_tasks');
  await query('DELETE FROM pgboss.job');
});

test('a paused worker whose claim lapsed settles nothing: each task is done once, by the worker that took over', async () => {
  await enqueueTasks(3);
  const paused = workerPausedAt(2);
  const batch = consumeBatch(paused.consumer);
  await paused.reached;
  await letClaimsLapse();
  await letBackoffPass();
  expect(await drain([workerPausedAt(null).consumer])).toBe(3);
  expect(await tasksDone()).toEqual([1, 2, 3]);

  paused.goOn();
  await batch;
  expect(await tasksDone()).toEqual([1, 2, 3]);
  expect(await openJobs()).toEqual([]);
  expect(await deadLetters()).toEqual([]);
});

test('a paused worker neither settles nor fails what another worker has in hand', async () => {
  await enqueueTasks(3);
  const [late, present] = [workerPausedAt(2), workerPausedAt(2)];
  const lateBatch = consumeBatch(late.consumer);
  await late.reached;
  await letClaimsLapse();
  await letBackoffPass();
  const presentBatch = consumeBatch(present.consumer);
  await present.reached;

  late.goOn();
  await lateBatch;
  expect(await tasksDone()).toEqual([]);
  expect((await openJobs()).map(({ state, attempts }) => [state, attempts])).toEqual(Array(3).fill(['active', 1]));

  present.goOn();
  await presentBatch;
  expect(await tasksDone()).toEqual([1, 2, 3]);
  expect(await openJobs()).toEqual([]);
});

test('a worker that lost one claim of three does the other two', async () => {
  await enqueueTasks(3);
  const paused = workerPausedAt(2);
  const batch = consumeBatch(paused.consumer);
  await paused.reached;
  await query(`DELETE FROM pgboss.job WHERE data ->> 'task' = '1'`);
  paused.goOn();
  await batch;
  expect(await tasksDone()).toEqual([2, 3]);
});

test('two workers at one queue share its tasks, and none is done twice', async () => {
  await enqueueTasks(500);
  const consumer: Consumer = {
    queue: QUEUE,
    handle: async (tx, items) =>
      void (await doTasks(
        tx,
        items.map(({ data }) => (data as Task).task),
      )),
  };
  await Promise.all([drain([consumer]), drain([consumer]), drain([workerPausedAt(null).consumer])]);
  expect(await tasksDone()).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
});

/** Lets eleven seconds pass without a sign of life of whoever has a job in hand. */
const letSilencePass = () => query(`UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '11 seconds'`);
const hasLapsed = async () => (await readOutlook([AUDIT_QUEUE])).hasLapsed;

test('the claim of a long job holds while its worker gives signs of life, and lapses ten seconds after the last', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  await transact((tx) => enqueueOnly(tx, AUDIT_QUEUE, { task: 1 }));
  const paused = workerPausedAt(1);
  const batch = consumeBatch({ ...paused.consumer, queue: AUDIT_QUEUE });
  await paused.reached;
  expect(await hasLapsed()).toBe(false);
  await letSilencePass();
  expect(await hasLapsed()).toBe(true);

  vi.advanceTimersByTime(2_500);
  await vi.waitUntil(async () => !(await hasLapsed()));
  await letClaimsLapse();
  paused.goOn();
  await batch;
  expect(await tasksDone()).toEqual([1]);

  await transact((tx) => enqueueOnly(tx, AUDIT_QUEUE, { task: 2 }));
  const killed = workerPausedAt(2);
  const lost = consumeBatch({ ...killed.consumer, queue: AUDIT_QUEUE });
  await killed.reached;
  await letSilencePass();
  await letClaimsLapse();
  await letBackoffPass();
  expect(await drain([{ ...workerPausedAt(null).consumer, queue: AUDIT_QUEUE }])).toBe(1);
  killed.goOn();
  await lost;
  expect(await tasksDone()).toEqual([1, 2]);
});

import { once } from 'node:events';
import { expect, vi } from 'vitest';
import { query } from '#lib/db/pool';
import { startChild } from '#scripts/testing/child';
import { test } from '#scripts/testing/integration';
import {
  createTaskLog,
  deadLetters,
  enqueueTasks,
  letBackoffPass,
  letClaimsLapse,
  openJobs,
  tasksDone,
} from './testing.ts';

const TASKS = Array.from({ length: 20 }, (_, index) => index + 1);
const DEADLY = 7;

const startDeadlyWorker = () =>
  startChild(new URL('../../scripts/testing/deadly-worker.ts', import.meta.url), String(DEADLY));

test('a message that kills its worker is counted, holds up nobody, and ends in the dead letter queue', {
  timeout: 120_000,
}, async () => {
  await createTaskLog();
  await enqueueTasks(TASKS.length);
  expect(await once(startDeadlyWorker(), 'exit')).toEqual([1, null]);
  expect(await openJobs()).toContainEqual({ task: DEADLY, state: 'active', attempts: 0, waits: false, error: null });

  // The next life meets it again, and its second attempt is counted although nobody was left to count it.
  await letClaimsLapse();
  await letBackoffPass();
  expect(await once(startDeadlyWorker(), 'exit')).toEqual([1, null]);
  expect(await openJobs()).toContainEqual({ task: DEADLY, state: 'active', attempts: 1, waits: false, error: null });

  const others = TASKS.filter((task) => task !== DEADLY);
  const survivor = startDeadlyWorker();
  await vi.waitUntil(async () => (await tasksDone()).length >= others.length, 60_000);
  expect(await tasksDone()).toEqual(others);

  await query('UPDATE pgboss.job SET retry_limit = retry_count WHERE state = $1', ['active']);
  await letClaimsLapse();
  expect(await deadLetters()).toEqual([{ task: DEADLY, error: 'job timed out' }]);
  survivor.kill();
  await once(survivor, 'exit');
});

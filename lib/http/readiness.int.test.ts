import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { boss } from '#lib/broker/boss';
import { showPresence } from '#lib/broker/presence';
import { queueOf } from '#lib/broker/queues';
import { query } from '#lib/db/pool';
import { test } from '#scripts/testing/integration';
import { readinessAnswer, recentReadiness } from './readiness.ts';

const ready = { status: 'ready', database: 'reachable', migrations: 'current', workers: 0, oldestWaitingSeconds: 0 };
const behind = {
  status: 'not-ready',
  database: 'reachable',
  migrations: 'behind',
  workers: null,
  oldestWaitingSeconds: null,
};

test('a worker is seen while it runs, and not once it has stopped', async () => {
  expect(await readinessAnswer()).toEqual({ status: 200, body: ready });
  const stopping = new AbortController();
  const present = showPresence(stopping.signal);
  await expect.poll(readinessAnswer).toEqual({ status: 200, body: { ...ready, workers: 1 } });
  await query(`UPDATE gateway.workers SET seen_at = now() - interval '16 seconds'`);
  expect(await readinessAnswer()).toEqual({ status: 200, body: ready });
  stopping.abort();
  await present;
  expect(await query('SELECT FROM gateway.workers')).toEqual([]);
});

test('it tells how long the oldest message waits since it is due', async () => {
  const queue = queueOf('event-collaboration', 'billing');
  await (await boss()).insert(queue, [{ data: {} }, { data: {} }, { data: {} }]);
  await query(
    `UPDATE pgboss.job SET start_after = pgboss.job_now() + make_interval(secs => pick.seconds)
     FROM (SELECT id, (ARRAY[-7, -3, 60])[row_number() OVER ()] AS seconds FROM pgboss.job) AS pick WHERE job.id = pick.id`,
  );
  const { status, body } = await readinessAnswer();
  expect(status).toBe(200);
  const { oldestWaitingSeconds } = body as { oldestWaitingSeconds: number };
  expect(Math.floor(oldestWaitingSeconds)).toBe(7);
  await query('DELETE FROM pgboss.job');
});

test('an answer serves everybody who asks within a second', async () => {
  const first = recentReadiness();
  expect(recentReadiness()).toBe(first);
  await delay(1_000);
  expect(recentReadiness()).not.toBe(first);
});

test('old code is ready on a newer schema, and new code waits for the migration', async () => {
  await query(`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)`);
  expect(await readinessAnswer()).toEqual({ status: 200, body: { ...ready, migrations: 'newer' } });
  await query(`DELETE FROM drizzle.__drizzle_migrations WHERE created_at >=
    (SELECT max(created_at) FROM drizzle.__drizzle_migrations WHERE hash <> 'later')`);
  expect(await readinessAnswer()).toEqual({ status: 503, body: behind });
  await query('DROP SCHEMA drizzle CASCADE');
  expect(await readinessAnswer()).toEqual({ status: 503, body: behind });
});

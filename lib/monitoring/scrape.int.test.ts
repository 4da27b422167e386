import { sql } from 'drizzle-orm';
import { afterEach, expect, onTestFinished, vi } from 'vitest';
import { prove } from '#lib/audit/audit';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { takeProcessWide } from '#lib/process-wide';
import { recordAudit } from '#scripts/audit/record';
import { test } from '#scripts/testing/integration';
import { scrape } from './scrape.ts';

vi.mock('#lib/log'); // the database is out of reach on purpose

/** The samples of a scrape by name and labels; the database is asked again. */
async function samples(): Promise<Record<string, number>> {
  takeProcessWide('database-facts');
  return samplesOf((await scrape('worker')).text);
}

function samplesOf(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

afterEach(() => query('DELETE FROM pgboss.job'));

test('shows how much waits in each queue, for how long, and what died', async () => {
  await query(`INSERT INTO pgboss.job (name, data, state, created_on, start_after) VALUES
    ('event-collaboration.order', '{}', 'created', now() - interval '90 seconds', now() - interval '90 seconds'),
    ('event-collaboration.order', '{}', 'retry', now() - interval '300 seconds', now() - interval '40 seconds'),
    ('event-collaboration.order', '{}', 'retry', now() - interval '300 seconds', now() + interval '40 seconds'),
    ('event-collaboration.order', '{}', 'active', now() - interval '500 seconds', now() - interval '500 seconds'),
    ('event-collaboration.order', '{}', 'failed', now() - interval '900 seconds', now() - interval '900 seconds'),
    ('event-collaboration.order.dead', '{}', 'created', now(), now())`);
  const found = await samples();
  expect(found).toMatchObject({
    saldo_database_up: 1,
    'saldo_queue_jobs{queue="event-collaboration.order"}': 4,
    'saldo_dead_letters{queue="event-collaboration.order"}': 1,
    'saldo_queue_jobs{queue="notification.email"}': 0,
    'saldo_queue_oldest_seconds{queue="notification.email"}': 0,
    'saldo_dead_letters{queue="notification.email"}': 0,
  });
  expect(found['saldo_queue_oldest_seconds{queue="event-collaboration.order"}']).toBeCloseTo(90, -1);
  expect(found).not.toHaveProperty(['saldo_queue_jobs{queue="event-collaboration.order.dead"}']);
});

test('asks the database once, however many scrape within five seconds', async () => {
  const before = await samples();
  await query(`INSERT INTO pgboss.job (name, data) VALUES ('notification.email', '{}')`);
  const [once, more] = await Promise.all([scrape('web'), scrape('web')]);
  for (const { text } of [once, more])
    expect(samplesOf(text)['saldo_queue_jobs{queue="notification.email"}']).toBe(
      before['saldo_queue_jobs{queue="notification.email"}'],
    );
  expect((await samples())['saldo_queue_jobs{queue="notification.email"}']).toBe(1);
});

test('shows when the last audit ran and how many faults it found', async ({ database }) => {
  const never = await samples();
  expect(never.saldo_audit_timestamp_seconds).toBe(0);
  expect(never).not.toHaveProperty('saldo_audit_faults');

  const rule = 'tea is not coffee';
  const proof = await prove(database.url, [
    { rule, faults: sql`SELECT 'a cup of coffee' AS fault FROM generate_series(1, 23)` },
  ]);
  expect(proof.faults).toHaveLength(21); // twenty, and a line for the others
  await recordAudit(database.url, proof);
  const wrong = await samples();
  expect(wrong.saldo_audit_faults).toBe(23);
  expect(wrong.saldo_audit_timestamp_seconds).toBeCloseTo(Date.now() / 1_000, -2);

  await recordAudit(database.url, await prove(database.url, []));
  expect((await samples()).saldo_audit_faults).toBe(0);
});

test('an audit of a database that cannot hold it is not recorded, and does not fail', async ({ database }) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const proof = await prove(database.url, []);
  await query('ALTER TABLE gateway.audits RENAME TO audits_elsewhere');
  await recordAudit(database.url, proof);
  await query('ALTER TABLE gateway.audits_elsewhere RENAME TO audits');
  await query('ALTER TABLE gateway.audits RENAME findings TO findings_elsewhere');
  await recordAudit(database.url, proof);
  await query('ALTER TABLE gateway.audits RENAME findings_elsewhere TO findings');
  expect(said.mock.calls).toEqual(Array(2).fill(['This audit is not recorded: the database takes no record.']));
});

test('shows the pool, the process and the version', async () => {
  const found = await samples();
  expect(found).toMatchObject({
    'saldo_build_info{version="0.1.0",role="worker"}': 1,
    saldo_pool_max_connections: 20,
    saldo_pool_waiting: 0,
    'saldo_pool_connections{state="in-use"}': expect.any(Number),
    'saldo_pool_connections{state="idle"}': expect.any(Number),
    saldo_process_resident_memory_bytes: expect.any(Number),
    saldo_nodejs_eventloop_lag_p99_seconds: expect.any(Number),
  });
  expect(found['saldo_pool_connections{state="idle"}']).toBeGreaterThan(0);
});

test('while every connection is in use it answers in time, and says so', async () => {
  const gate = Promise.withResolvers<void>();
  let begun = 0;
  const work = () => transact(() => Promise.resolve(begun++).then(() => gate.promise));
  const working = Array.from({ length: 21 }, work);
  await vi.waitUntil(() => begun === 20);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
    gate.resolve(); // a test that fails must not leave transactions open
  });
  const scraped = samples();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await scraped).toMatchObject({ saldo_database_up: 0, saldo_pool_waiting: 1 });
  vi.useRealTimers();
  gate.resolve();
  await Promise.all(working);
  expect(await samples()).toMatchObject({ saldo_database_up: 1, saldo_pool_waiting: 0 });
});

test('while the database is out of reach it says so, and names no queue', async () => {
  await query('ALTER TABLE gateway.audits RENAME TO audits_elsewhere');
  const found = await samples();
  await query('ALTER TABLE gateway.audits_elsewhere RENAME TO audits');
  expect(found.saldo_database_up).toBe(0);
  expect(Object.keys(found).filter((name) => /saldo_(queue|dead|audit)/.test(name))).toEqual([]);
  expect(found.saldo_pool_max_connections).toBe(20);
});

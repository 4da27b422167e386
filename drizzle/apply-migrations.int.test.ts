import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, vi } from 'vitest';
import { test as base } from '#scripts/testing/integration';
import { applyMigrations } from './apply-migrations.ts';

const test = base
  .extend('client', async ({ database }, { onCleanup }) => {
    const client = new pg.Client({ connectionString: database.url, application_name: 'saldo-migrate' });
    await client.connect();
    onCleanup(() => client.end());
    return client;
  })
  /** Stands for the connection of a migrating process whose open transaction makes others wait. */
  .extend('guard', { auto: true }, async ({ database }, { onCleanup }) => {
    const guard = new pg.Client({ connectionString: database.url, application_name: 'saldo-migrate' });
    await guard.connect();
    onCleanup(() => guard.end());
    await guard.query('BEGIN; SELECT pg_advisory_xact_lock(1)');
  })
  /** Somebody who holds a lock on the table of users until `release`. */
  .extend('holder', async ({ database }, { onCleanup }) => {
    const holder = new pg.Client({ connectionString: database.url, application_name: 'report' });
    await holder.connect();
    onCleanup(() => holder.end());
    return {
      lock: () => holder.query('BEGIN; LOCK TABLE "user".users IN ACCESS SHARE MODE'),
      release: () => holder.query('ROLLBACK'),
    };
  })
  /** Applies a migration that is newer than all others, from a folder like that of Drizzle. */
  .extend('apply', async ({ client }, { onCleanup }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'saldo-migrations-'));
    onCleanup(() => rmSync(folder, { recursive: true }));
    mkdirSync(path.join(folder, 'meta'));
    let when = Date.now() + 1e9;
    return (...statements: string[]) => {
      writeFileSync(path.join(folder, 'next.sql'), statements.join('--> statement-breakpoint'));
      const journal = { entries: [{ idx: 0, when: ++when, tag: 'next', breakpoints: true }] };
      writeFileSync(path.join(folder, 'meta/_journal.json'), JSON.stringify(journal));
      return applyMigrations(client, folder);
    };
  });

const columnsOf = async (client: pg.Client, table: string) =>
  (
    await client.query('SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0', [table])
  ).rows.map(({ attname }) => attname as string);
const applied = async (client: pg.Client) => (await client.query('SELECT FROM drizzle.__drizzle_migrations')).rowCount;
const locksOut = (client: pg.Client) =>
  client.query(`SELECT FROM pg_locks WHERE relation = '"user".users'::regclass AND NOT granted`);

test('a migration that gets no lock gives up with one line, and nothing of it is done', async ({
  client,
  holder,
  apply,
}) => {
  const before = await applied(client);
  await holder.lock();
  const failed = apply(
    'ALTER TABLE billing.accounts ADD COLUMN half_done int',
    'ALTER TABLE "user".users ADD COLUMN never int',
  );
  await expect(failed).rejects.toThrow(
    /^a migration got no lock on a table in 5 attempts and has changed nothing \(the oldest open transaction is that of report, process \d+, for \d+ s\): end what holds it, and start again$/,
  );
  await holder.release();
  expect(await columnsOf(client, 'billing.accounts')).not.toContain('half_done');
  expect(await applied(client)).toBe(before);
}, 40_000);

test('a migration that waits for a lock lets others pass, and succeeds once it is free', async ({
  client,
  holder,
  database,
  apply,
}) => {
  const before = await applied(client);
  await holder.lock();
  const outcome = apply('ALTER TABLE "user".users ADD COLUMN later int').then(
    () => 'applied',
    (error: Error) => error,
  );
  const other = new pg.Client({ connectionString: database.url, lock_timeout: 5_000 });
  await other.connect();
  await vi.waitUntil(async () => (await locksOut(other)).rowCount === 1, 10_000);
  await other.query('SELECT FROM "user".users'); // waits behind the migration, until that gives way
  await other.end();
  await holder.release();
  expect(await outcome).toBe('applied');
  expect(await columnsOf(client, '"user".users')).toContain('later');
  expect(await applied(client)).toBe((before ?? 0) + 1);
});

test('an index is built outside a transaction, beside a transaction that writes', async ({ client, holder, apply }) => {
  await holder.lock();
  const built = apply(
    'DROP INDEX CONCURRENTLY IF EXISTS "user".users_by_name',
    'CREATE INDEX CONCURRENTLY users_by_name ON "user".users (name)',
  );
  await holder.release();
  await built;
  const { rows } = await client.query(
    `SELECT indisvalid FROM pg_index WHERE indexrelid = '"user".users_by_name'::regclass`,
  );
  expect(rows).toEqual([{ indisvalid: true }]);
});

test('a migration that is wrong changes nothing, and says what Postgres said', async ({ client, apply }) => {
  const before = await applied(client);
  await expect(apply('ALTER TABLE "user".users ADD COLUMN lost int', 'SELECT nonsense')).rejects.toThrow(
    'column "nonsense" does not exist',
  );
  expect(await columnsOf(client, '"user".users')).not.toContain('lost');
  expect(await applied(client)).toBe(before);
});

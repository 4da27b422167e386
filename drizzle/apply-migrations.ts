import { setTimeout as pause } from 'node:timers/promises';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';

/**
 * How long a migration waits for a lock. Whoever comes after it waits behind it, so this is well below the ten seconds
 * that a transaction of the app waits: nobody notices.
 */
const LOCK_TIMEOUT_MS = 2_000;
const ATTEMPTS = 5;
/** Between two attempts the app catches up with what had to wait. */
const PAUSE_MS = 1_000;

const LOCK_NOT_AVAILABLE = '55P03';

/** What Drizzle's own migrator keeps about the migrations that a database has. */
const RECORD = `
  CREATE SCHEMA IF NOT EXISTS drizzle;
  CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`;

/**
 * Applies the migrations of `folder` that the database lacks, in their order. Each is one transaction, which a lock that
 * somebody holds for too long rolls back; it is tried five times. The exception is a migration in which every statement
 * says CONCURRENTLY: Postgres wants these outside transactions, they lock nobody out, and must be safe to repeat.
 */
export async function applyMigrations(client: pg.Client, folder: string): Promise<void> {
  await client.query(RECORD);
  const { rows } = await client.query<{ last: string }>(
    'SELECT coalesce(max(created_at), 0) AS last FROM drizzle.__drizzle_migrations',
  );
  const last = Number(rows[0]?.last);
  for (const migration of readMigrationFiles({ migrationsFolder: folder })) {
    if (migration.folderMillis <= last) continue;
    if (migration.sql.every((statement) => /\bCONCURRENTLY\b/i.test(statement))) await applyOutside(client, migration);
    else await applyWithPatience(client, migration);
  }
}

async function applyWithPatience(client: pg.Client, migration: MigrationMeta): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyWhole(client, migration);
    } catch (error) {
      if ((error as pg.DatabaseError).code !== LOCK_NOT_AVAILABLE) throw error;
      if (attempt === ATTEMPTS) throw new Error(await explainLock(client));
    }
    await pause(PAUSE_MS);
  }
}

async function applyWhole(client: pg.Client, migration: MigrationMeta): Promise<void> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SET LOCAL statement_timeout = 0`);
  try {
    for (const statement of migration.sql) await client.query(statement);
    await record(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    // Where the connection is lost, the first error says more.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A statement that waits here holds nobody up, and one that gave up would leave an invalid index. */
async function applyOutside(client: pg.Client, migration: MigrationMeta): Promise<void> {
  await client.query('SET lock_timeout = 0; SET statement_timeout = 0');
  try {
    for (const statement of migration.sql) await client.query(statement);
  } finally {
    await client.query('RESET lock_timeout; RESET statement_timeout'); // behind a pooler, the app uses this connection next
  }
  await record(client, migration);
}

async function record(client: pg.Client, { hash, folderMillis }: MigrationMeta): Promise<void> {
  await client.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
    hash,
    folderMillis,
  ]);
}

/** Names the oldest open transaction of others in the database, which is likely to hold the lock. */
async function explainLock(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number; name: string; seconds: number }>(
    `SELECT pid, coalesce(nullif(application_name, ''), usename, 'another role') AS name,
       round(extract(epoch FROM now() - xact_start))::int AS seconds
     FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL
       AND application_name IS DISTINCT FROM current_setting('application_name')
     ORDER BY xact_start LIMIT 1`,
  );
  const [oldest] = rows;
  const holder = oldest
    ? `the oldest open transaction is that of ${oldest.name}, process ${oldest.pid}, for ${oldest.seconds} s`
    : 'nobody holds it any more';
  return `a migration got no lock on a table in ${ATTEMPTS} attempts and has changed nothing (${holder}): end what holds it, and start again`;
}

import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { shop } from '#drizzle/schema/shop';
import { installBroker } from '#lib/broker/boss';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const LOCK = 7_325_601; // an arbitrary number, the same in every process

/**
 * Brings a database up to date: tables, guards, queues, and the first time the shop's currency. Safe to repeat, and
 * safe to run in several processes at once. Throws the error of Postgres where it cannot.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'saldo-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const database = drizzle(client, { casing: 'snake_case' });
    await applyMigrations(database, { migrationsFolder: MIGRATIONS });
    await installBroker(databaseUrl);
    await database
      .insert(shop)
      .values({ currency: process.env.SHOP_CURRENCY || 'EUR' })
      .onConflictDoNothing();
  } finally {
    await client.end(); // releases the lock
  }
}

import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { installBroker } from '#lib/broker/boss';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const LOCK = 7_325_601; // any number of our own: it only has to be the same in every process

/**
 * Brings a database up to date: tables, guards, queues, and at the first time the shop's currency. Safe to repeat, and safe to run in
 * several processes at once. Throws what Postgres says where it cannot.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'saldo-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS });
    await installBroker(databaseUrl);
    await client.query('INSERT INTO gateway.shop (currency) VALUES ($1) ON CONFLICT DO NOTHING', [
      process.env.SHOP_CURRENCY || 'EUR',
    ]);
  } finally {
    await client.end(); // releases the lock
  }
}

import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { shop } from '#drizzle/schema/shop';
import { installBroker } from '#lib/broker/boss';
import { connect } from '#lib/db/connect';
import { LIFTED, setRoleSettings } from '#lib/db/role-settings';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const LOCK = 7_325_601; // an arbitrary number, the same in every process

/**
 * Brings a database up to date: tables, guards, queues, the settings of the role, and the first time the shop's currency.
 * Safe to repeat, and safe to run in several processes at once. `directUrl` leads to the same database past a pooler.
 * Throws the error of Postgres where it cannot.
 */
export async function migrate(databaseUrl: string, directUrl = databaseUrl): Promise<void> {
  const lock = await connect(directUrl, { application_name: 'saldo-migrate' });
  try {
    // The lock belongs to a transaction: behind a pooler, that of a session would outlive this process.
    await lock.query(`BEGIN; ${LIFTED}; SELECT pg_advisory_xact_lock(${LOCK})`);
    const client = await connect(directUrl, { application_name: 'saldo-migrate' });
    try {
      await client.query('SET statement_timeout = 0');
      const database = drizzle(client, { casing: 'snake_case' });
      await applyMigrations(database, { migrationsFolder: MIGRATIONS });
      await installBroker(directUrl);
      await database
        .insert(shop)
        .values({ currency: process.env.SHOP_CURRENCY || 'EUR' })
        .onConflictDoNothing();
    } finally {
      await client.end();
    }
    await setRoleSettings(databaseUrl);
  } finally {
    await lock.end(); // releases the lock
  }
}

import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { applyMigrations } from '#drizzle/apply-migrations';
import { tooOldServer } from '#drizzle/oldest-postgres';
import { accounts } from '#drizzle/schema/billing';
import { shop } from '#drizzle/schema/shop';
import { houseAccounts } from '#lib/billing/accounts';
import { installBroker } from '#lib/broker/boss';
import { connect } from '#lib/db/connect';
import { LIFTED, setRoleSettings } from '#lib/db/role-settings';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const LOCK = 7_325_601; // an arbitrary number, the same in every process

/**
 * Brings a database up to date: tables, guards, queues, the settings of the role, the first time the shop's currency, and its house accounts.
 * Safe to repeat, and safe to run in several processes at once; `fill` runs under the same lock. `directUrl` leads to the same
 * database past a pooler. Throws one line if the server is too old or a table is locked for too long, else the error of Postgres.
 */
export async function migrate(
  databaseUrl: string,
  { directUrl = databaseUrl, fill }: { directUrl?: string | undefined; fill?: () => Promise<void> } = {},
): Promise<void> {
  const lock = await connect(directUrl, { application_name: 'saldo-migrate' });
  try {
    const tooOld = await tooOldServer(lock);
    if (tooOld) throw new Error(tooOld);
    // The lock belongs to a transaction: behind a pooler, that of a session would outlive this process.
    await lock.query(`BEGIN; ${LIFTED}; SELECT pg_advisory_xact_lock(${LOCK})`);
    const client = await connect(directUrl, { application_name: 'saldo-migrate' });
    try {
      await applyMigrations(client, MIGRATIONS);
      await installBroker(directUrl);
      const orm = drizzle(client, { casing: 'snake_case' });
      await orm
        .insert(shop)
        .values({ currency: process.env.SHOP_CURRENCY || 'EUR' })
        .onConflictDoNothing();
      for (const { currency } of await orm.select({ currency: shop.currency }).from(shop))
        await orm.insert(accounts).values(houseAccounts(currency)).onConflictDoNothing();
    } finally {
      await client.end();
    }
    await setRoleSettings(databaseUrl);
    await fill?.();
  } finally {
    await lock.end(); // releases the lock
  }
}

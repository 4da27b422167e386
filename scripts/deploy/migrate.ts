import { migrate } from '#drizzle/migrate';
import { env } from '#lib/env';
import { preparationFailure } from '#scripts/launcher/database-preparation';
import { requireDatabase } from '#scripts/postgres/reach';
import { fillCatalogue } from '#scripts/seed/seed';

/** Brings the database up to date and fills an empty catalogue, under one lock. An interrupted migration is rolled back. */
export async function migrateOnce(stopping: AbortSignal): Promise<true> {
  stopping.addEventListener('abort', () => process.exit(1));
  const { DATABASE_URL, DATABASE_DIRECT_URL } = env();
  await requireDatabase(DATABASE_URL);
  try {
    await migrate(DATABASE_URL, { directUrl: DATABASE_DIRECT_URL, fill: () => fillCatalogue(DATABASE_URL) });
  } catch (error) {
    throw preparationFailure(error);
  }
  console.log('The database is up to date.');
  return true;
}

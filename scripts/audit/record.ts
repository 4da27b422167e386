import { audits } from '#drizzle/schema/monitoring';
import { sqlStateOf } from '#lib/db/outage';
import { withDatabase } from '#scripts/postgres/with-database';

/** What Postgres says where a table is missing, or may not be written because the server is a standby or the account only reads. */
const CANNOT_RECORD = new Set(['42P01', '25006', '42501']);

/** Keeps how many faults an audit has found, for the metrics. A copy of an older release, a standby and a reader keep nothing. */
export async function recordAudit(databaseUrl: string, faults: number): Promise<void> {
  const row = { endedAt: new Date(), faults };
  try {
    await withDatabase(databaseUrl, (orm) =>
      orm.insert(audits).values(row).onConflictDoUpdate({ target: audits.one, set: row }),
    );
  } catch (error) {
    if (!CANNOT_RECORD.has(sqlStateOf(error) ?? '')) throw error;
    console.error('This audit is not recorded for the metrics: the database takes no record.');
  }
}

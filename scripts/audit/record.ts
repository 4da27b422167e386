import type { Proof } from '#lib/audit/audit';
import { sqlStateOf } from '#lib/db/outage';
import { keepAudit } from '#lib/monitoring/audits';
import { withDatabase } from '#scripts/postgres/with-database';

/** What Postgres says where table or column are missing, or may not be written because the server is a standby or the account only reads. */
const CANNOT_RECORD = new Set(['42P01', '42703', '25006', '42501']);

/** Keeps what an audit has found, for the office and the metrics. A copy of an older release, a standby and a reader keep nothing. */
export async function recordAudit(databaseUrl: string, proof: Proof): Promise<void> {
  try {
    await withDatabase(databaseUrl, (orm) => keepAudit({ orm }, proof));
  } catch (error) {
    if (!CANNOT_RECORD.has(sqlStateOf(error) ?? '')) throw error;
    console.error('This audit is not recorded: the database takes no record.');
  }
}

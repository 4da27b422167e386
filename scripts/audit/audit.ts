import pg from 'pg';
import { type Check, findFaults } from '#scripts/audit/check';
import { ledgerChecks } from '#scripts/audit/ledger';
import { orderChecks } from '#scripts/audit/orders';

const allChecks: readonly Check[] = [...ledgerChecks, ...orderChecks];

const COUNTS = `SELECT format('%s transfers with %s entries in %s wallets, %s decisions, %s orders and %s notifications',
    (SELECT count(*) FROM billing.transfers), (SELECT count(*) FROM billing.entries),
    (SELECT count(*) FROM billing.accounts WHERE kind = 'wallet'), (SELECT count(*) FROM billing.decisions),
    (SELECT count(*) FROM "order".orders), (SELECT count(*) FROM notification.notifications)) AS counts`;

/**
 * Proves the books of a database, and that orders, payments and notifications agree, at one moment and without changing or
 * locking anything; the product may run. Returns a line for each fault, with the ids; none where everything holds.
 */
export async function audit(databaseUrl: string, checks: readonly Check[] = allChecks): Promise<string[]> {
  return (await prove(databaseUrl, checks)).faults;
}

/** `audit`, with the number of rows that the proof covers. */
export async function prove(
  databaseUrl: string,
  checks: readonly Check[] = allChecks,
): Promise<{ faults: string[]; counts: string }> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'saldo-audit' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const faults = await findFaults(client, checks);
    const { rows } = await client.query<{ counts: string }>(COUNTS);
    return { faults, counts: rows[0]?.counts ?? '' };
  } finally {
    await client.end();
  }
}

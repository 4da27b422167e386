import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { accounts, decisions, entries, transfers } from '#drizzle/schema/billing';
import { notifications } from '#drizzle/schema/notification';
import { orders } from '#drizzle/schema/order';
import { connect } from '#lib/db/connect';
import { LIFTED } from '#lib/db/role-settings';
import { type Check, type Found, findFaults, select } from './check.ts';
import { dayChecks } from './days.ts';
import { fulfilmentChecks } from './fulfilment.ts';
import { ledgerChecks } from './ledger.ts';
import { orderChecks } from './orders.ts';

const allChecks: readonly Check[] = [...ledgerChecks, ...dayChecks, ...orderChecks, ...fulfilmentChecks];

const counted = (table: PgTable, condition = sql`true`): SQL => sql`(SELECT count(*) FROM ${table} WHERE ${condition})`;
const COUNTS = sql`SELECT format('%s transfers with %s entries in %s wallets, %s decisions, %s orders and %s notifications',
  ${counted(transfers)}, ${counted(entries)}, ${counted(accounts, sql`${accounts.kind} = 'wallet'`)}, ${counted(decisions)},
  ${counted(orders)}, ${counted(notifications)}) AS counts`;

/**
 * Proves the books of a database, and that orders, payments and notifications agree, at one moment and without changing
 * or locking anything; the product may run. Returns a line for each fault, with the ids; none where everything holds.
 */
export async function audit(databaseUrl: string, checks: readonly Check[] = allChecks): Promise<string[]> {
  return (await prove(databaseUrl, checks)).faults;
}

/** `audit`, with the number of rows that the proof covers. */
export async function prove(
  databaseUrl: string,
  checks: readonly Check[] = allChecks,
): Promise<Found & { counts: string }> {
  const client = await connect(databaseUrl, { application_name: 'saldo-audit' });
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(LIFTED); // it reads everything, and may take long
    const found = await findFaults(client, checks);
    const [row] = await select<{ counts: string }>(client, COUNTS);
    return { ...found, counts: row?.counts ?? '' };
  } finally {
    await client.end();
  }
}

import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
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
import { ownerChecks } from './owners.ts';

/** What must hold whoever the people are. */
export const bookChecks: readonly Check[] = [...ledgerChecks, ...dayChecks, ...orderChecks, ...fulfilmentChecks];

/** Everything that must hold. */
export const allChecks: readonly Check[] = [...bookChecks, ...ownerChecks];

/** How many rows a proof covers. */
export interface Covered {
  transfers: number;
  entries: number;
  wallets: number;
  decisions: number;
  orders: number;
  notifications: number;
}

/** What a proof of the books found, and how much it covers. */
export interface Proof extends Found {
  covered: Covered;
}

const counted = (table: PgTable, condition = sql`true`): SQL =>
  sql`(SELECT count(*)::float8 FROM ${table} WHERE ${condition})`;
const COVERED = sql`SELECT ${counted(transfers)} AS transfers, ${counted(entries)} AS entries,
  ${counted(accounts, sql`${accounts.kind} = 'wallet'`)} AS wallets, ${counted(decisions)} AS decisions,
  ${counted(orders)} AS orders, ${counted(notifications)} AS notifications`;

/**
 * Proves the books of a database, and that orders, payments and notifications agree, at one moment and without changing
 * or locking anything; the product may run. Returns a line for each fault, with the ids; none where everything holds.
 */
export async function audit(databaseUrl: string, checks: readonly Check[] = allChecks): Promise<string[]> {
  return (await prove(databaseUrl, checks)).faults;
}

/** `audit`, with the number of rows that the proof covers. */
export async function prove(databaseUrl: string, checks: readonly Check[] = allChecks): Promise<Proof> {
  const client = await connect(databaseUrl, { application_name: 'saldo-audit', keepAlive: true });
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(LIFTED); // it reads everything, and may take long
    const found = await findFaults(client, checks);
    const [covered] = (await select<Covered & pg.QueryResultRow>(client, COVERED)) as [Covered];
    return { ...found, covered };
  } finally {
    await client.end();
  }
}

/** How much a proof covers, in words. */
export const inWords = ({ transfers, entries, wallets, decisions, orders, notifications }: Covered): string =>
  `${transfers} transfers with ${entries} entries in ${wallets} wallets, ${decisions} decisions, ${orders} orders and ${notifications} notifications`;

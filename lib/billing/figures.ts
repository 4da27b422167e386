import { and, count, eq, sql } from 'drizzle-orm';
import { accounts, payouts, transfers } from '#drizzle/schema/billing';
import { orm, run } from '#lib/db/pool';
import { statement } from '#lib/db/statement';

/** Number and sum of transfers, in minor units. */
export interface Turnover {
  count: number;
  amount: number;
}

const turnover = statement<Turnover & { kind: string }, { from: Date; before: Date; currency: string }>(
  sql`SELECT CASE WHEN ${transfers.kind} = 'reversal' AND ${transfers.orderId} IS NOT NULL THEN 'refund'
      ELSE ${transfers.kind} END AS kind, count(*) AS count, sum(${transfers.amount})::int8 AS amount
    FROM ${transfers}
    WHERE ${transfers.createdAt} >= ${sql.placeholder('from')} AND ${transfers.createdAt} < ${sql.placeholder('before')}
      AND ${transfers.currency} = ${sql.placeholder('currency')}
    GROUP BY 1`,
);

/** What was moved in a span of time by kind of transfer; the reversals of payments are `refund`. */
export async function readTurnover(
  span: { from: Date; before: Date },
  currency: string,
): Promise<Partial<Record<string, Turnover>>> {
  const rows = await run(turnover, { ...span, currency });
  return Object.fromEntries(rows.map(({ kind, ...sums }) => [kind, sums]));
}

/** What the house owes its customers now, in minor units: the sum of all wallets. */
export async function readOwed(currency: string): Promise<number> {
  const [row] = await orm()
    .select({ owed: sql`coalesce(sum(${accounts.balance}), 0)`.mapWith(Number) })
    .from(accounts)
    .where(and(eq(accounts.kind, 'wallet'), eq(accounts.currency, currency)));
  return row?.owed ?? 0;
}

/** How many payouts wait to be paid, and their sum in minor units. */
export async function readWaitingPayouts(): Promise<Turnover> {
  const [row] = await orm()
    .select({ count: count(), amount: sql`coalesce(sum(${payouts.amount}), 0)`.mapWith(Number) })
    .from(payouts)
    .where(eq(payouts.state, 'waiting'));
  return row ?? { count: 0, amount: 0 };
}

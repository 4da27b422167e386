import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, payouts, transfers } from '#drizzle/schema/billing';
import { bareList, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { postPayout } from './ledger.ts';
import { type ReversalOutcome, reverse } from './reversals.ts';

/** What a customer asked to be paid out. `transferId` is the withdrawal; amounts in minor units. */
export type Payout = Omit<typeof payouts.$inferSelect, 'decidedAs'>;

/** Who decides about a payout. */
interface Decider {
  transferId: string;
  actorId: string;
}

/** What became of a decision: it was made, or the payout is decided already, or there is none. */
export type PayoutOutcome =
  | { kind: 'decided'; payout: Payout }
  | { kind: 'payout-decided'; state: Payout['state'] }
  | { kind: 'unknown-payout' }
  /** The money cannot go back: the wallet would hold too much. */
  | { kind: 'balance-limit' };

const wallet = alias(accounts, 'wallet');
const house = alias(accounts, 'house');
const insertPayouts = statement<never, { ids: string[] }>(
  sql`INSERT INTO ${payouts} (${bareList([payouts.transferId, payouts.userId, payouts.amount, payouts.currency])})
    SELECT ${transfers.id}, ${wallet.userId}, ${transfers.amount}, ${transfers.currency} FROM ${transfers}
    JOIN ${accounts} AS ${wallet} ON ${wallet.id} = ${transfers.debitAccountId}
    JOIN ${accounts} AS ${house} ON ${house.id} = ${transfers.creditAccountId} AND ${house.name} = 'payouts-due'
    WHERE ${transfers.id} = ANY(${sql.placeholder('ids')}) ORDER BY ${transfers.id} ON CONFLICT DO NOTHING`,
);

/** Lets the withdrawals among these transfers that wait in `payouts-due` wait for the office, each once. */
export async function openPayouts(tx: Transaction, transferIds: string[]): Promise<void> {
  if (transferIds.length > 0) await tx.run(insertPayouts, { ids: transferIds });
}

/** Whether money of a user waits to be paid out. */
export async function hasWaitingPayout(tx: Transaction, userId: string): Promise<boolean> {
  const isIt = and(eq(payouts.userId, userId), eq(payouts.state, 'waiting'));
  return (await tx.orm.select({ id: payouts.transferId }).from(payouts).where(isIt).limit(1)).length > 0;
}

/** Whose money a payout is; undefined where there is no such payout. It never changes. */
export async function readPayoutOwner(tx: Transaction, transferId: string): Promise<string | undefined> {
  const isIt = eq(payouts.transferId, transferId);
  const [payout] = await tx.orm.select({ userId: payouts.userId }).from(payouts).where(isIt);
  return payout?.userId;
}

/** Marks a payout as paid by a method. Of several that decide about it at once, one does. */
export async function settlePayout(
  tx: Transaction,
  { transferId, actorId, method }: Decider & { method: 'cash' | 'bank' },
): Promise<PayoutOutcome> {
  const payout = await lockPayout(tx, transferId);
  if (payout?.state !== 'waiting') return undecidable(payout);
  const { userId, amount, currency } = payout;
  const decidedAs = newId();
  await postPayout(tx, { transferId: decidedAs, userId, amount, currency, method, actorId });
  return decided(tx, transferId, { state: 'settled', method, decidedBy: actorId, decidedAs });
}

/** Gives a payout back to the wallet that it left, by a reversal of the withdrawal. */
export async function returnPayout(
  tx: Transaction,
  { transferId, actorId, reason }: Decider & { reason: string },
): Promise<PayoutOutcome> {
  const payout = await lockPayout(tx, transferId);
  if (payout?.state !== 'waiting') return undecidable(payout);
  const decidedAs = newId();
  const [reversal] = await reverse(tx, [{ transferId: decidedAs, reverses: transferId, actorId, note: reason }]);
  if (reversal?.kind !== 'settled') return unreturnable(transferId, reversal);
  return decided(tx, transferId, { state: 'returned', reason, decidedBy: actorId, decidedAs });
}

function unreturnable(transferId: string, reversal: ReversalOutcome | undefined): PayoutOutcome {
  if (reversal?.kind === 'refused' && reversal.reason === 'balance-limit') return { kind: 'balance-limit' };
  throw new Error(`payout ${transferId} waits, but its withdrawal cannot be reversed`);
}

async function lockPayout(tx: Transaction, transferId: string) {
  const [payout] = await tx.orm.select().from(payouts).where(eq(payouts.transferId, transferId)).for('update');
  return payout;
}

const undecidable = (payout: Pick<Payout, 'state'> | undefined): PayoutOutcome =>
  payout ? { kind: 'payout-decided', state: payout.state } : { kind: 'unknown-payout' };

async function decided(
  tx: Transaction,
  transferId: string,
  decision: Partial<typeof payouts.$inferInsert>,
): Promise<PayoutOutcome> {
  const [row] = await tx.orm
    .update(payouts)
    .set({ ...decision, decidedAt: sql`now()` })
    .where(eq(payouts.transferId, transferId))
    .returning();
  if (!row) throw new Error(`payout ${transferId} is gone`);
  const { decidedAs: _, ...payout } = row;
  return { kind: 'decided', payout };
}

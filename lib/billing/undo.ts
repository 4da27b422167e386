import { eq, sql } from 'drizzle-orm';
import { accounts, transfers } from '#drizzle/schema/billing';
import type { Transaction } from '#lib/db/transact';
import { lockWallets } from './accounts.ts';
import { type ReversalOutcome, reverse } from './reversals.ts';

/** How long somebody at the till may undo what they took, in minutes. */
export const UNDO_MINUTES = 5;

/** Who undoes which top-up, and the id of the reversal. */
export interface UndoRequest {
  transferId: string;
  undoes: string;
  actorId: string;
  note: string;
}

export type UndoOutcome =
  | ({ userId: string } & Extract<ReversalOutcome, { kind: 'settled' }>)
  | Extract<ReversalOutcome, { kind: 'refused' }>
  /** It is no top-up of the till. */
  | { kind: 'unknown-transfer' }
  /** Somebody else took the money. */
  | { kind: 'made-by-another' }
  | { kind: 'too-late' };

/**
 * Undoes a top-up at the till, by a reversal of all of it: within five minutes, by whoever made it. Its age is that at the moment when its
 * wallet is locked.
 */
export async function undoTopUp(
  tx: Transaction,
  { transferId, undoes, actorId, note }: UndoRequest,
): Promise<UndoOutcome> {
  const [made] = await tx.orm
    .select({ kind: transfers.kind, actorId: transfers.actorId, userId: accounts.userId, currency: transfers.currency })
    .from(transfers)
    .innerJoin(accounts, eq(accounts.id, transfers.creditAccountId))
    .where(eq(transfers.id, undoes));
  if (made?.kind !== 'deposit' || !made.actorId || !made.userId) return { kind: 'unknown-transfer' };
  if (made.actorId !== actorId) return { kind: 'made-by-another' };
  const { userId, currency } = made;
  await lockWallets(tx, [{ userId, currency }]);
  const [age] = await tx.orm
    .select({
      isOver: sql<boolean>`clock_timestamp() > ${transfers.createdAt} + make_interval(mins => ${UNDO_MINUTES})`,
    })
    .from(transfers)
    .where(eq(transfers.id, undoes));
  if (age?.isOver !== false) return { kind: 'too-late' };
  const [outcome] = await reverse(tx, [{ transferId, reverses: undoes, actorId, note }]);
  if (!outcome) throw new Error(`the reversal of ${undoes} has no outcome`);
  return outcome.kind === 'settled' ? { ...outcome, userId } : outcome;
}

import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { auditLog } from '#drizzle/schema/accounts';
import { activity } from '#lib/activity';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import { type Given, givenRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { newId } from '#lib/ids';

/** What can be recorded: what people of the office do, and what concerns the safety of an account. */
export type AuditedAction =
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-out'
  | 'password-changed'
  | 'password-reset'
  | 'token-issued'
  | 'token-revoked'
  | 'role-changed'
  | 'person-invited'
  | 'invitation-revoked'
  | 'order-placed'
  | 'order-advanced'
  | 'order-refunded'
  | 'money-taken'
  | 'money-paid-out'
  | 'receipt-mailed'
  | 'transfer-undone'
  | 'balance-adjusted'
  | 'wallet-blocked'
  | 'wallet-unblocked'
  | 'payout-settled'
  | 'payout-returned'
  | 'product-changed'
  | 'hours-changed'
  | 'day-closed'
  | 'books-audited'
  | 'dead-letters-redriven'
  | 'dead-letters-discarded'
  | 'customer-changed'
  | 'customers-imported'
  | 'settings-changed';

/** On what something is done: a kind and an id, like `user:<id>`. */
type AuditSubject = `${'user' | 'order' | 'transfer' | 'product' | 'day' | 'queue' | 'invitation' | 'shop'}:${string}`;

/** Who did something, and from where. */
interface Actor {
  /** Null where nobody was signed in. */
  actorId: string | null;
  /** The network address of the request; null where there was none. */
  origin: string | null;
}

/** An entry of the audit log before it is written. */
export interface AuditRecord extends Actor {
  /** Follows from what is recorded where that may come again: it is recorded once. */
  id?: string;
  action: AuditedAction;
  subject: AuditSubject;
  /** What the action changed, as it was before and as it is now. Ids and plain values, no names of people. */
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  reason?: string | null;
  /** The request that it belongs to. */
  correlationId?: string | null;
}

const keys = ['id', 'actorId', 'action', 'subject', 'before', 'after', 'reason', 'origin', 'correlationId'] as const;
const given = givenRows(auditLog, keys);
const insert = statement<never, Given<typeof auditLog, (typeof keys)[number]>>(
  sql`INSERT INTO ${auditLog} (${given.names}) SELECT ${given.columns} FROM ${given.source} ON CONFLICT DO NOTHING`,
);

/** Records what was done, in the transaction that does it. */
export async function recordActions(tx: Transaction, records: AuditRecord[]): Promise<void> {
  if (records.length > 0) await tx.run(insert, { rows: records.map((record) => ({ id: newId(), ...record })) });
}

/** What a person does with their own account, from where the current request comes. */
export function ownAction(userId: string, action: AuditedAction, after: AuditRecord['after'] = null): AuditRecord {
  const { origin = null, correlationId = null } = activity() ?? {};
  return { actorId: userId, origin, correlationId, action, subject: `user:${userId}`, after };
}

/** An entry of the audit log. `createdAt` in ISO 8601. */
export interface AuditEntry extends Required<AuditRecord> {
  createdAt: string;
}

/** A page of the audit log, newest first, of one actor or subject where they are given. Throws `InvalidCursor`. */
export async function readAuditLog({
  limit,
  cursor,
  actorId,
  subject,
  action,
}: {
  limit: number;
  cursor?: string | undefined;
  actorId?: string | undefined;
  subject?: string | undefined;
  action?: string | undefined;
}): Promise<Page<AuditEntry>> {
  const after: SQL | undefined = cursor ? lt(auditLog.id, decodeCursor(cursor)) : undefined;
  const rows = await orm()
    .select()
    .from(auditLog)
    .where(
      and(
        after,
        actorId ? eq(auditLog.actorId, actorId) : undefined,
        subject ? eq(auditLog.subject, subject) : undefined,
        action ? eq(auditLog.action, action) : undefined,
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit + 1);
  return pageOf(rows, limit, entryOf, ({ id }) => id);
}

// Nothing but records is ever written to the table.
const entryOf = ({ createdAt, ...entry }: typeof auditLog.$inferSelect): AuditEntry =>
  ({ ...entry, createdAt: createdAt.toISOString() }) as AuditEntry;

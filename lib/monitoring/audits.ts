import { audits } from '#drizzle/schema/monitoring';
import { orm } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';

/** Of the faults that an audit found, this many are kept in words. */
const FINDINGS_KEPT = 20;

/** What the last audit of the books found. */
export type Audit = Omit<typeof audits.$inferSelect, 'one'>;

/** That somebody had the books audited: a job. */
export interface AuditJob {
  askedBy: string;
  /** The network address that the request came from; null where there was none. */
  askedFrom: string | null;
  correlationId: string;
}

/** What an audit found: how many faults, a line for each of the first ones, and how many rows it covered. */
interface Found {
  total: number;
  faults: string[];
  covered: NonNullable<Audit['covered']>;
}

/** Keeps what an audit that has just ended found, in the place of the one before. */
export async function keepAudit(
  { orm: writer }: Pick<Transaction, 'orm'>,
  { total, faults, covered }: Found,
): Promise<void> {
  const row = { endedAt: new Date(), faults: total, findings: faults.slice(0, FINDINGS_KEPT), covered };
  await writer.insert(audits).values(row).onConflictDoUpdate({ target: audits.one, set: row });
}

/** The last audit; undefined if there was none. */
export async function readLastAudit(): Promise<Audit | undefined> {
  const { endedAt, faults, findings, covered } = audits;
  const [last] = await orm().select({ endedAt, faults, findings, covered }).from(audits);
  return last;
}

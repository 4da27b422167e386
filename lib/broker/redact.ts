import type { Transaction } from '#lib/db/transact';
import { SCHEMA } from './boss.ts';

/** Whether a message of a request of this owner waits or is being handled. A dead letter waits for nobody. */
export async function isUnderWay(tx: Transaction, ownerId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM ${SCHEMA}.job JOIN gateway.requests ON correlation_id::text = data ->> 'correlationid'
     WHERE owner_id = $1 AND state < 'completed' AND name NOT LIKE '%.dead' LIMIT 1`,
    [ownerId],
  );
  return rows.length > 0;
}

/**
 * Empties the logged messages of a person, and forgets the idempotency keys that would be answered from them. That there were messages, and in
 * which order, stays. It reads the whole log: people are erased rarely, and their address may stand in requests that were never theirs.
 */
export async function redactMessages(tx: Transaction, { userId, email }: { userId: string; email: string }) {
  await tx.query(
    `UPDATE gateway.messages SET body = '{}'
     WHERE correlation_id IN (SELECT correlation_id FROM gateway.requests WHERE owner_id = $1) OR body ->> 'email' = $2`,
    [userId, email],
  );
  await tx.query(
    'UPDATE gateway.requests SET key_scope = NULL, key = NULL, digest = NULL WHERE owner_id = $1 OR key_scope = $2',
    [userId, `email:${email}`],
  );
}

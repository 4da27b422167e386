import { sql } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { withoutKey } from './prune.ts';

const ofOwner = statement<{ correlationId: string }, { ownerId: string }>(
  sql`SELECT ${selection({ correlationId: requests.correlationId })} FROM ${requests}
    WHERE ${requests.ownerId} = ${sql.placeholder('ownerId')}`,
);

/** The correlation ids of a person's requests. */
export async function requestsOf(tx: Transaction, ownerId: string): Promise<string[]> {
  return (await tx.run(ofOwner, { ownerId })).map(({ correlationId }) => correlationId);
}

const forget = statement<never, { ownerId: string; scope: string }>(
  sql`UPDATE ${requests} SET ${withoutKey}
    WHERE ${requests.ownerId} = ${sql.placeholder('ownerId')} OR ${requests.keyScope} = ${sql.placeholder('scope')}`,
);

/**
 * Forgets the idempotency keys of a person, and those of registrations with the person's address: repeats would be
 * answered from messages.
 */
export async function forgetKeys(tx: Transaction, { userId, email }: { userId: string; email: string }): Promise<void> {
  await tx.run(forget, { ownerId: userId, scope: `email:${email}` });
}

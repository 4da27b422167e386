import { sql } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { withoutKey } from './prune.ts';

const isOf = sql`${sql.placeholder('userId')} IN (${requests.ownerId}, ${requests.customerId})`;
const ofPerson = statement<{ correlationId: string }, { userId: string }>(
  sql`SELECT ${selection({ correlationId: requests.correlationId })} FROM ${requests}
    WHERE ${isOf}`,
);

/** The correlation ids of the requests of a person, and of those that the office made for them. */
export async function requestsOf(tx: Transaction, userId: string): Promise<string[]> {
  return (await tx.run(ofPerson, { userId })).map(({ correlationId }) => correlationId);
}

const forget = statement<never, { userId: string; scope: string }>(
  sql`UPDATE ${requests} SET ${withoutKey}
    WHERE ${isOf} OR ${requests.keyScope} = ${sql.placeholder('scope')}`,
);

/**
 * Forgets the idempotency keys of the requests of a person and for them, and those of registrations with the person's address: repeats would be
 * answered from messages.
 */
export async function forgetKeys(tx: Transaction, { userId, email }: { userId: string; email: string }): Promise<void> {
  await tx.run(forget, { userId, scope: `email:${email}` });
}

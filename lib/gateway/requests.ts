import { createHmac } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { hasCredential, lockStanding } from '#lib/accounts/standing';
import { orm } from '#lib/db/pool';
import { bare, bareList, type Given, givenRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';

/** An idempotency key in the scope of whoever sent it, and the canonical text of the request. */
export interface Idempotency {
  scope: string;
  key: string;
  fingerprint: string;
}

const keys = ['correlationId', 'ownerId', 'customerId', 'keyScope', 'key', 'digest'] as const;
const given = givenRows(requests, keys);
const people = sql`${sql.placeholder('people')}::uuid[]`;

/**
 * Stores the requests whose key was not used before and whose people stand, as far as they are among `people`. Those who stand cannot be erased
 * before the end of the transaction. Whoever is being erased is `busy`: waiting for the erasure would hold up everybody in the group. Returns the
 * id of each request that is stored, and of each person who is busy or gone. Rows go in by the order of their keys, so that two processes cannot
 * deadlock.
 */
export const storeRequests = statement<
  { id: string; became: 'stored' | 'busy' | 'gone' },
  Given<typeof requests, (typeof keys)[number]> & { people: string[] }
>(sql`
  WITH standing AS (${lockStanding(people, 'skip')}), missing AS (
    SELECT person.id FROM unnest(${people}) AS person(id), standing WHERE person.id <> ALL (standing.ids)
  ), stored AS (
    INSERT INTO ${requests} (${given.names}) SELECT ${given.columns} FROM ${given.source}
    WHERE NOT EXISTS (SELECT FROM missing WHERE missing.id IN (${given.column.ownerId}, ${given.column.customerId}))
    ORDER BY ${given.column.keyScope}, ${given.column.key}
    ON CONFLICT (${bareList([requests.keyScope, requests.key])}) WHERE ${bare(requests.key)} IS NOT NULL DO NOTHING
    RETURNING ${requests.correlationId} AS id
  )
  SELECT stored.id, 'stored' AS became FROM stored
  UNION ALL SELECT missing.id, CASE WHEN ${hasCredential(sql`missing.id`)} THEN 'busy' ELSE 'gone' END FROM missing`);

/** Forgets requests that were stored in this transaction and are not accepted. */
export async function forgetRequests(tx: Transaction, correlationIds: string[]): Promise<void> {
  if (correlationIds.length > 0) await tx.orm.delete(requests).where(inArray(requests.correlationId, correlationIds));
}

/** The request that used a key; undefined where none did. */
export async function findRequest(scope: string, key: string, through = orm()) {
  const [first] = await through
    .select({ correlationId: requests.correlationId, digest: requests.digest, outcome: requests.outcome })
    .from(requests)
    .where(and(eq(requests.keyScope, scope), eq(requests.key, key)));
  return first;
}

/** What a repeat of a request is recognised by. An HMAC and no hash: the body of a registration holds a password that could be guessed. */
export const digestOf = ({ fingerprint }: { fingerprint: string }): string =>
  createHmac('sha256', env().AUTH_SECRET).update(fingerprint).digest('base64url');

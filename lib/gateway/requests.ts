import { createHmac } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { orm } from '#lib/db/pool';
import { bare, bareList, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';

/** An idempotency key in the scope of whoever sent it, and the canonical text of the request. */
export interface Idempotency {
  scope: string;
  key: string;
  fingerprint: string;
}

const given = givenRows(requests, ['correlationId', 'ownerId', 'keyScope', 'key', 'digest']);
type GivenRequests = Given<typeof requests, 'correlationId' | 'ownerId' | 'keyScope' | 'key' | 'digest'>;

/** Stores requests and returns those whose key was not used before. Rows go in by the order of their keys, so that two processes cannot deadlock. */
export const storeRequests = statement<{ correlationId: string }, GivenRequests>(sql`
  INSERT INTO ${requests} (${given.names}) SELECT ${given.columns} FROM ${given.source}
  ORDER BY ${given.column.keyScope}, ${given.column.key}
  ON CONFLICT (${bareList([requests.keyScope, requests.key])}) WHERE ${bare(requests.key)} IS NOT NULL DO NOTHING
  RETURNING ${selection({ correlationId: requests.correlationId })}`);

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

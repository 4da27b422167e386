import { sql } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { change, deletion, inSteps } from '#lib/db/in-steps';
import { bare } from '#lib/db/statement';
import { firstIdAt } from '#lib/ids';

/** Makes a request look as if it had come without an idempotency key. */
export const withoutKey = sql`${bare(requests.keyScope)} = NULL, ${bare(requests.key)} = NULL, ${bare(requests.digest)} = NULL`;

const isBefore = sql`${requests.correlationId} < ${sql.placeholder('end')}`;
const keysBefore = change<{ end: string }>(
  requests,
  withoutKey,
  requests.correlationId,
  sql`${isBefore} AND ${requests.key} IS NOT NULL`,
);
const requestsBefore = deletion<{ end: string }>(requests, requests.correlationId, isBefore);

/**
 * Forgets the idempotency keys of requests that came before a moment (Unix milliseconds): correlation ids carry the
 * time.
 */
export const pruneKeys = (before: number): Promise<void> => inSteps(keysBefore, { end: firstIdAt(before) });

/** Forgets whose the requests were that came before a moment (Unix milliseconds). */
export const pruneRequests = (before: number): Promise<void> => inSteps(requestsBefore, { end: firstIdAt(before) });

import { inArray } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { orm } from '#lib/db/pool';

/** Whose requests these are, by correlation id. A request that was pruned is missing. */
export async function readOwners(correlationIds: string[]): Promise<Map<string, string>> {
  if (correlationIds.length === 0) return new Map();
  const rows = await orm()
    .select({ correlationId: requests.correlationId, ownerId: requests.ownerId })
    .from(requests)
    .where(inArray(requests.correlationId, correlationIds));
  return new Map(rows.map(({ correlationId, ownerId }) => [correlationId, ownerId]));
}

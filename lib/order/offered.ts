import { sql } from 'drizzle-orm';
import { products } from '#drizzle/schema/order';

/** Whether a product can be ordered now, as far as nobody counts it. */
export const isOffered = sql<boolean>`(${products.available} AND ${products.archivedAt} IS NULL
  AND coalesce(${products.soldOutUntil} <= now(), true))`;

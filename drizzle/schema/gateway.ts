import { sql } from 'drizzle-orm';
import { jsonb, pgSchema, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

export const gateway = pgSchema('gateway');

/** One accepted POST: whom its messages belong to, and the idempotency key it came with. */
export const requests = gateway.table(
  'requests',
  {
    correlationId: uuid().primaryKey(),
    ownerId: uuid().notNull(),
    /** For whom it was asked, where somebody of the office asked for a customer. */
    customerId: uuid(),
    /** Whose key it is: `user:<id>`, or `email:<address>` for a registration. */
    keyScope: text(),
    key: text(),
    /** HMAC of method, path and body, so that the same key with another request is noticed. */
    digest: text(),
    /** The outcome of an operation that sends no message; null where the reply in the message log tells it. */
    outcome: jsonb(),
  },
  (table) => [uniqueIndex('requests_key').on(table.keyScope, table.key).where(sql`${table.key} is not null`)],
);

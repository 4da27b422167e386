import { bigint, index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { gateway } from './gateway.ts';

/** The message log: every message and call-back in the order it was recorded. Replies, traces and diagrams are read from it. */
export const messages = gateway.table(
  'messages',
  {
    position: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    id: uuid().primaryKey(),
    style: text().notNull(),
    name: text().notNull(),
    producer: text().notNull(),
    consumers: text().array().notNull(),
    correlationId: uuid().notNull(),
    causationId: uuid(),
    subject: text().notNull(),
    time: timestamp({ withTimezone: true }).notNull(),
    body: jsonb().notNull(),
  },
  (table) => [index().on(table.correlationId, table.position)],
);

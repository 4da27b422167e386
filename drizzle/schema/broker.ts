import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { gateway } from './gateway.ts';

export const messagePositions = gateway.sequence('message_positions');

const columns = {
  position: bigint({ mode: 'number' }).notNull().default(sql`nextval('gateway.message_positions')`),
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
};

/**
 * The message log: every message and call-back in the order it was recorded. Replies, traces and diagrams are read from it. It is
 * partitioned by id, which carries the time: lib/broker/partitions.ts makes and drops the partitions.
 */
export const messages = gateway.table('messages', columns, (table) => [
  index().on(table.correlationId, table.position),
]);

/** The partition of messages whose week has none of its own. */
export const messagesDefault = gateway.table('messages_default', columns, (table) => [
  index().on(table.correlationId, table.position),
]);

/** The worker processes that run or ran lately, for those who ask whether messages are handled. */
export const workers = gateway.table('workers', {
  id: uuid().primaryKey(),
  seenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

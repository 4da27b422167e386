import { sql } from 'drizzle-orm';
import { messages } from '#drizzle/schema/broker';
import { deletion, inSteps } from '#lib/db/in-steps';
import { firstIdAt } from '#lib/ids';

const messagesBefore = deletion<{ end: string }>(
  messages,
  messages.id,
  sql`${messages.id} < ${sql.placeholder('end')}`,
);

/** Deletes the messages that were published before a moment (Unix milliseconds): their ids carry the time. */
export const pruneMessages = (before: number): Promise<void> => inSteps(messagesBefore, { end: firstIdAt(before) });

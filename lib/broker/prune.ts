import { sql } from 'drizzle-orm';
import { messagesDefault } from '#drizzle/schema/broker';
import { deletion, inSteps } from '#lib/db/in-steps';
import { firstIdAt } from '#lib/ids';
import { dropPartitions } from './partitions.ts';

const withoutWeekBefore = deletion<{ end: string }>(
  messagesDefault,
  messagesDefault.id,
  sql`${messagesDefault.id} < ${sql.placeholder('end')}`,
);

/** Deletes the weeks of the message log that ended before a moment (Unix milliseconds). */
export async function pruneMessages(before: number): Promise<void> {
  await dropPartitions(before);
  await inSteps(withoutWeekBefore, { end: firstIdAt(before) });
}

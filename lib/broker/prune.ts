import { sql } from 'drizzle-orm';
import { messagesDefault } from '#drizzle/schema/broker';
import { deletion, inSteps } from '#lib/db/in-steps';
import { firstIdAt } from '#lib/ids';
import { log } from '#lib/log';
import { dropPartitions } from './partitions.ts';

const withoutWeekBefore = deletion<{ end: string }>(
  messagesDefault,
  messagesDefault.id,
  sql`${messagesDefault.id} < ${sql.placeholder('end')}`,
);

/** Forgets what a room need not keep any longer. */
export type Pruning = () => Promise<void>;

/** Runs every pruning, also those after one that fails. */
export async function runPrunings(prunings: Pruning[]): Promise<void> {
  for (const pruning of prunings)
    await pruning().catch((error: Error) => log.warn({ err: error }, 'cannot prune; trying again at the next time'));
}

/** Deletes the weeks of the message log that ended before a moment (Unix milliseconds). */
export async function pruneMessages(before: number): Promise<void> {
  await dropPartitions(before);
  await inSteps(withoutWeekBefore, { end: firstIdAt(before) });
}

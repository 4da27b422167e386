import { sql } from 'drizzle-orm';
import { mails } from '#drizzle/schema/notification';
import { run } from '#lib/db/pool';
import { bare, statement } from '#lib/db/statement';
import { env } from '#lib/env';
import { firstIdAt } from '#lib/ids';

const DAY_MS = 86_400_000;
const AT_ONCE = 10_000;

const deleteSome = statement<object, { end: string }>(
  sql`DELETE FROM ${mails} WHERE ${mails.id} IN (
      SELECT ${mails.id} FROM ${mails} WHERE ${mails.id} < ${sql.placeholder('end')} LIMIT ${sql.raw(String(AT_ONCE))})
    RETURNING ${bare(mails.id)}`,
);

/**
 * Deletes mails, sent or not, that are older than `MESSAGE_RETENTION_DAYS`; notifications stay in the inbox. Ids of mails carry their time.
 * Goes in steps, none of which takes long.
 */
export async function prune(now = Date.now()): Promise<void> {
  const end = firstIdAt(now - env().MESSAGE_RETENTION_DAYS * DAY_MS);
  while ((await run(deleteSome, { end })).length === AT_ONCE);
}

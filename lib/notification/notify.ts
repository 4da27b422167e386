import { sql } from 'drizzle-orm';
import { notifications, preferences } from '#drizzle/schema/notification';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import type { NotificationKind } from './kinds.ts';
import { insertMails, type WrittenMail } from './outbox.ts';

const keys = [
  'id',
  'userId',
  'kind',
  'orderId',
  'transferId',
  'refundId',
  'address',
  'subject',
  'text',
  'reason',
] as const satisfies (keyof typeof notifications.$inferInsert)[];
type New = Given<typeof notifications, (typeof keys)[number]>;

const given = givenRows(notifications, keys);
const { id, userId, kind, orderId, transferId, refundId } = given.column;

const recorded = selection({
  id: notifications.id,
  userId: notifications.userId,
  orderId: notifications.orderId,
  kind: notifications.kind,
});

/** Records notifications, and their mails in the outbox, as the preferences of each user say. */
const record = statement<
  { userId: string; orderId: string | null; mailId: string | null; kind: NotificationKind },
  New
>(
  sql`WITH given AS (
      SELECT given.*, ${preferences.byEmail}, ${preferences.inApp}
      FROM ${given.source}
      LEFT JOIN ${preferences} ON ${preferences.userId} = ${userId} AND ${preferences.event} = ${kind}
    ), recorded AS (
      INSERT INTO ${notifications} (${given.names}, ${bare(notifications.readAt)})
      SELECT ${given.columns}, CASE WHEN NOT given.${bare(preferences.inApp)} THEN now() END
      FROM given ORDER BY ${orderId}, ${transferId}, ${refundId}
      ON CONFLICT DO NOTHING
      RETURNING ${recorded}
    ), mailed AS (
      ${insertMails(sql`given WHERE coalesce(given.${bare(preferences.byEmail)}, true) AND ${id} IN (SELECT recorded.id FROM recorded)`)}
    )
    SELECT recorded."userId", recorded."orderId", recorded.kind, mailed.id AS "mailId" FROM recorded LEFT JOIN mailed ON mailed.id = recorded.id`,
);

/**
 * Records notifications, once for each thing that they tell of however often they come, and writes the mails of those that are wanted by e-mail.
 * Returns these mails. A notification that is not wanted in the inbox is there nevertheless, as read.
 */
export async function notify(tx: Transaction, rows: New['rows']): Promise<WrittenMail[]> {
  if (rows.length === 0) return [];
  const told = await tx.run(record, { rows });
  for (const { userId } of told) tx.signal({ topic: 'user', key: userId });
  return told.flatMap(({ userId, orderId, mailId, kind }) =>
    mailId === null ? [] : [{ id: mailId, kind, about: orderId ?? userId }],
  );
}

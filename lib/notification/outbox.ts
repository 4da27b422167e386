import { eq, type SQL, sql } from 'drizzle-orm';
import { mails, notifications, orders } from '#drizzle/schema/notification';
import { orm } from '#lib/db/pool';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { type ShopIdentity, shopIdentity } from '#lib/shop/identity';
import type { MailKind } from './kinds.ts';
import { letterHtml } from './letter-html.ts';
import { orderMailHtml } from './order-mail.ts';
import { isComplete, orderColumns } from './orders.ts';
import { send, sendsMail } from './send.ts';

/** The higher first. Somebody waits for the link in a mail about an account, so it overtakes the notifications. */
const priorities: Record<MailKind, number> = {
  'verify-email': 1,
  'reset-password': 1,
  'password-changed': 1,
  invitation: 1,
  'choose-password': 0,
  receipt: 0,
  'order-paid': 0,
  'order-refused': 0,
  'order-ready': 0,
  'order-refunded': 0,
  'low-balance': 0,
};

/** A mail that was written. */
export interface WrittenMail {
  id: string;
  kind: MailKind;
  /** The order that it is about, else its user. */
  about: string;
}

/** The job that sends a mail. */
export interface MailJob {
  data: { mailId: string };
  priority: number;
  about: string;
}

/**
 * The jobs of mails, for the e-mail queue. The caller enqueues them in the transaction that wrote the mails. Without a Resend key there are none:
 * the mails are kept.
 */
export const jobsOf = (written: WrittenMail[]): MailJob[] =>
  sendsMail()
    ? written.map(({ id, kind, about }) => ({ data: { mailId: id }, priority: priorities[kind], about }))
    : [];

const given = givenRows(mails, ['id', 'userId', 'kind', 'address', 'subject', 'text']);

/** The INSERT of mails out of `source`, which has their columns under the name `given`. A mail that is there already is left as it is. */
export const insertMails = (source: SQL): SQL =>
  sql`INSERT INTO ${mails} (${given.names}) SELECT ${given.columns} FROM ${source}
    ON CONFLICT (${bare(mails.id)}) DO NOTHING RETURNING ${selection({ id: mails.id, kind: mails.kind, about: mails.userId })}`;

const write = statement<WrittenMail, Given<typeof mails, 'id' | 'userId' | 'kind' | 'address' | 'subject' | 'text'>>(
  insertMails(given.source),
);

/** Writes mails. Returns those that were not written before. */
export const writeMails = (
  tx: Transaction,
  rows: Pick<typeof mails.$inferInsert, 'id' | 'userId' | 'kind' | 'address' | 'subject' | 'text'>[],
): Promise<WrittenMail[]> => tx.run(write, { rows });

/** Mails together with the copies of the orders that they are about: a select to be narrowed. */
export const selectMails = () =>
  orm()
    .select({ mail: mails, order: orderColumns })
    .from(mails)
    .leftJoin(notifications, eq(notifications.id, mails.id))
    .leftJoin(orders, eq(orders.id, notifications.orderId))
    .$dynamic();

type MailRow = Awaited<ReturnType<typeof selectMails>>[number];

/** A mail in HTML: that of the outcome of an order is made from the copy of the order, and not stored. */
export const htmlOf = ({ mail, order }: MailRow, shop: ShopIdentity): string =>
  outcomeKinds.has(mail.kind) && order && isComplete(order)
    ? orderMailHtml(order, mail.id, shop)
    : letterHtml(mail, shop);

const outcomeKinds: ReadonlySet<MailKind> = new Set<MailKind>(['order-paid', 'order-refused']);

/** A mail that was sent. */
export interface Delivery {
  mailId: string;
  /** Resend's id of it; null for an address that reaches nobody. */
  providerId: string | null;
}

/**
 * Sends a mail, unless it was sent before. Returns null where there is no such mail any more: its owner deleted the account, or it was pruned.
 * Never call it inside a transaction. Throws DeliveryFailed, or Postponed.
 */
export async function deliver(mailId: string): Promise<Delivery | null> {
  const [row] = await selectMails().where(eq(mails.id, mailId));
  if (!row) return null;
  if (row.mail.sentAt) return { mailId, providerId: row.mail.providerId }; // Resend remembers its keys for a day only
  return { mailId, providerId: await send(mailId, { ...row.mail, html: htmlOf(row, await shopIdentity()) }) };
}

const delivered = givenRows(mails, ['id', 'providerId']);
const record = statement<never, Given<typeof mails, 'id' | 'providerId'>>(
  sql`UPDATE ${mails} SET ${bare(mails.sentAt)} = now(), ${bare(mails.providerId)} = ${delivered.column.providerId},
      ${bare(mails.text)} = regexp_replace(${mails.text}, '(token|invitation)=\\S+', '\\1=…')
    FROM ${delivered.source} WHERE ${mails.id} = ${delivered.column.id} AND ${mails.sentAt} IS NULL`,
);

/** Records that mails were sent, and removes the secrets of the links in them. */
export async function recordDeliveries(tx: Transaction, deliveries: Delivery[]): Promise<void> {
  await tx.run(record, { rows: deliveries.map(({ mailId, providerId }) => ({ id: mailId, providerId })) });
}

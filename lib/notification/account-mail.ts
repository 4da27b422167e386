import { eq } from 'drizzle-orm';
import { accountMails } from '#drizzle/schema/notification';
import { orm, query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { isLocale } from '#lib/i18n/locales';
import { emailTexts } from '#lib/i18n/translator';
import { firstIdAt } from '#lib/ids';
import { accountMailHtml } from './account-mail-html.ts';
import { send } from './send.ts';

/** A mail about an account: to whom, and in which language. */
export interface AccountMail {
  /** Names the mail: the same id writes it once. */
  id: string;
  userId: string;
  kind: 'verify-email' | 'reset-password' | 'password-changed';
  address: string;
  name: string;
  locale: string;
  /** Where the mail leads; null where there is nothing to do. */
  link: string | null;
}

/** Writes a mail about an account; false if it was written before. It is sent by a job, or shown in the outbox. */
export async function writeAccountMail(tx: Transaction, mail: AccountMail): Promise<boolean> {
  const { id, userId, kind, address } = mail;
  const rows = await tx.query(
    `INSERT INTO notification.account_mails (id, user_id, kind, address, subject, "text") VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [id, userId, kind, address, ...composed(mail)],
  );
  return rows.length > 0;
}

function composed({ kind, name, locale, link }: AccountMail): [subject: string, text: string] {
  const t = emailTexts(isLocale(locale) ? locale : 'en');
  const shop = env().SHOP_NAME;
  const lines = [
    t('greeting', { name }),
    t(`account.${kind}.text`, { shop }),
    kind === 'password-changed' ? null : `${t(`account.${kind}.action`)}\n${link}`,
    t(`account.${kind}.closing`, { shop }),
    shop,
  ];
  return [t(`account.${kind}.subject`, { shop }), lines.filter((line) => line !== null).join('\n\n')];
}

/** Sends a mail about an account, unless it left already. Never call it inside a transaction. Throws DeliveryFailed. */
export async function deliverAccountMail(id: string): Promise<{ id: string; providerId: string | null } | null> {
  const [mail] = await orm().select().from(accountMails).where(eq(accountMails.id, id));
  if (!mail) return null; // its owner deleted the account before it left, or its link has long expired
  if (mail.sentAt) return { id, providerId: mail.providerId };
  return { id, providerId: await send(id, { ...mail, html: accountMailHtml(mail) }) };
}

/** Records that mails left, and forgets the links in them. */
export async function recordAccountMails(
  tx: Transaction,
  deliveries: { id: string; providerId: string | null }[],
): Promise<void> {
  await tx.query(
    `UPDATE notification.account_mails SET sent_at = now(), provider_id = d."providerId",
       "text" = regexp_replace("text", 'token=\\S+', 'token=…')
     FROM json_to_recordset($1) AS d(id uuid, "providerId" text)
     WHERE account_mails.id = d.id AND sent_at IS NULL`,
    [JSON.stringify(deliveries)],
  );
}

const DAY_MS = 86_400_000;

/** Forgets mails about accounts, sent or not, after `MESSAGE_RETENTION_DAYS`. Their ids carry their time. */
export async function pruneAccountMails(now = Date.now()): Promise<void> {
  await query('DELETE FROM notification.account_mails WHERE id < $1', [
    firstIdAt(now - env().MESSAGE_RETENTION_DAYS * DAY_MS),
  ]);
}

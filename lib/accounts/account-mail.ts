import { enqueue } from '#lib/broker/publish';
import { ACCOUNT_EMAIL_QUEUE } from '#lib/broker/queues';
import { type Transaction, transact } from '#lib/db/transact';
import { env } from '#lib/env';
import { derivedId, newId } from '#lib/ids';
import { type AccountMail, writeAccountMail } from '#lib/notification/account-mail';
import { sendsMail } from '#lib/notification/send';
import { hasLinks, makeLink, type Purpose } from './links.ts';

/** Whom a mail about an account is for. */
export type Addressee = Pick<AccountMail, 'userId' | 'name' | 'locale'> & { email: string };

/**
 * Sends a link; the link, its mail and the job that sends it commit together. False where there were too many of late.
 */
export function sendLink(purpose: Purpose, to: Addressee): Promise<boolean> {
  return transact((tx) => writeLink(tx, purpose, to, newId()));
}

/** Sends the link of a new registration, once, however often the registration is answered. */
export async function sendFirstLink(to: Addressee): Promise<void> {
  if (await hasLinks(to.userId)) return;
  await transact((tx) => writeLink(tx, 'verify-email', to, derivedId(to.userId, 'verify-email')));
}

async function writeLink(tx: Transaction, purpose: Purpose, to: Addressee, mailId: string): Promise<boolean> {
  const secret = await makeLink(tx, to.userId, purpose);
  if (!secret) return false;
  const link = `${env().PUBLIC_URL}/${purpose}?${new URLSearchParams({ token: secret })}`;
  await mailAbout(tx, purpose, to, { link, mailId });
  return true;
}

/** Writes a mail about an account and queues it, where mail is sent. */
export async function mailAbout(
  tx: Transaction,
  kind: AccountMail['kind'],
  { userId, email: address, name, locale }: Addressee,
  { link = null, mailId = newId() }: { link?: string | null; mailId?: string } = {},
): Promise<void> {
  const isNew = await writeAccountMail(tx, { id: mailId, userId, kind, address, name, locale, link });
  if (isNew && sendsMail()) await enqueue(tx, ACCOUNT_EMAIL_QUEUE, [{ data: { mailId } }]);
}

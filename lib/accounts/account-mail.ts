import { enqueue } from '#lib/broker/publish';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import { type Transaction, transact } from '#lib/db/transact';
import { env } from '#lib/env';
import { derivedId, newId } from '#lib/ids';
import { type AccountMail, writeAccountMails } from '#lib/notification/account-mail';
import { jobsOf } from '#lib/notification/outbox';
import { makeLinks, ownersOfLinks, type Purpose } from './links.ts';

/** Whom a mail about an account is for. */
export type Addressee = Pick<AccountMail, 'userId' | 'locale'> & { email: string; name: string };

const CHOICE_HOURS = 14 * 24;

/** Sends a link; the link, its mail and the job that sends it commit together. False if the person got too many within the hour. */
export async function sendLink(purpose: Purpose, to: Addressee): Promise<boolean> {
  return transact(async (tx) => {
    const secret = (await makeLinks(tx, [to.userId], purpose)).get(to.userId);
    if (secret) await send(tx, [mailOf(purpose, to, newId(), linkOf(purpose, secret))]);
    return secret !== undefined;
  });
}

/** Sends new people the link that verifies their address, each of them once however often this is called. */
export async function sendFirstLinks(tx: Transaction, people: Addressee[]): Promise<void> {
  const userIds = people.map(({ userId }) => userId);
  const had = await ownersOfLinks(tx, userIds);
  const secrets = await makeLinks(
    tx,
    userIds.filter((userId) => !had.has(userId)),
    'verify-email',
  );
  await send(
    tx,
    people.flatMap((person) => {
      const secret = secrets.get(person.userId);
      // The id follows from the person: of two transactions that run at once, one writes the mail.
      const mailId = derivedId(person.userId, 'verify-email');
      return secret ? [mailOf('verify-email', person, mailId, linkOf('verify-email', secret))] : [];
    }),
  );
}

/**
 * Sends people whom the office has registered the link with which they choose their first password. Nobody waits for it, so it lasts for two
 * weeks.
 */
export async function sendFirstPasswordLinks(tx: Transaction, people: Addressee[]): Promise<void> {
  const secrets = await makeLinks(
    tx,
    people.map(({ userId }) => userId),
    'reset-password',
    CHOICE_HOURS,
  );
  await send(
    tx,
    people.flatMap((person) => {
      const secret = secrets.get(person.userId);
      return secret ? [mailOf('choose-password', person, newId(), linkOf('reset-password', secret))] : [];
    }),
  );
}

/** Sends the link of an invitation. Who is invited is nobody yet: the mail belongs to the invitation. */
export const sendInvitation = (
  tx: Transaction,
  { invitationId, email, locale, link }: { invitationId: string; email: string; locale: string; link: string },
): Promise<void> =>
  send(tx, [mailOf('invitation', { userId: invitationId, email, name: null, locale }, newId(), link)]);

/** Tells the owner of an account by mail that its password was changed. */
export const sendPasswordChanged = (tx: Transaction, to: Addressee): Promise<void> =>
  send(tx, [mailOf('password-changed', to, newId(), null)]);

const linkOf = (purpose: Purpose, secret: string): string =>
  `${env().PUBLIC_URL}/${purpose}?${new URLSearchParams({ token: secret })}`;

const mailOf = (
  kind: AccountMail['kind'],
  { userId, email: address, name, locale }: Pick<AccountMail, 'userId' | 'name' | 'locale'> & { email: string },
  id: string,
  link: string | null,
): AccountMail => ({ id, userId, kind, address, name, locale, link });

/** Writes mails, and queues them if this deployment sends mail. */
async function send(tx: Transaction, mails: AccountMail[]): Promise<void> {
  if (mails.length > 0) await enqueue(tx, EMAIL_QUEUE, jobsOf(await writeAccountMails(tx, mails)));
}

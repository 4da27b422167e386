import { enqueue } from '#lib/broker/publish';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import { type Transaction, transact } from '#lib/db/transact';
import { env } from '#lib/env';
import { derivedId, newId } from '#lib/ids';
import { type AccountMail, writeAccountMail } from '#lib/notification/account-mail';
import { jobsOf } from '#lib/notification/outbox';
import { makeLinks, ownersOfLinks, type Purpose } from './links.ts';

/** Whom a mail about an account is for. */
export type Addressee = Pick<AccountMail, 'userId' | 'name' | 'locale'> & { email: string };

/** Sends a link; the link, its mail and the job that sends it commit together. False if the person got too many within the hour. */
export async function sendLink(purpose: Purpose, to: Addressee): Promise<boolean> {
  return transact(async (tx) => {
    const secret = (await makeLinks(tx, [to.userId], purpose)).get(to.userId);
    if (secret) await mailAbout(tx, purpose, to, { link: linkOf(purpose, secret) });
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
  for (const person of people) {
    const secret = secrets.get(person.userId);
    // The id follows from the person: of two transactions that run at once, one writes the mail.
    const mailId = derivedId(person.userId, 'verify-email');
    if (secret) await mailAbout(tx, 'verify-email', person, { link: linkOf('verify-email', secret), mailId });
  }
}

const linkOf = (purpose: Purpose, secret: string): string =>
  `${env().PUBLIC_URL}/${purpose}?${new URLSearchParams({ token: secret })}`;

/** Writes a mail about an account, and queues it if this deployment sends mail. */
export async function mailAbout(
  tx: Transaction,
  kind: AccountMail['kind'],
  { userId, email: address, name, locale }: Addressee,
  { link = null, mailId = newId() }: { link?: string | null; mailId?: string } = {},
): Promise<void> {
  const written = await writeAccountMail(tx, { id: mailId, userId, kind, address, name, locale, link });
  await enqueue(tx, EMAIL_QUEUE, jobsOf(written));
}

import type { Transaction } from '#lib/db/transact';
import { localeOf } from '#lib/i18n/locales';
import { emailTexts } from '#lib/i18n/translator';
import { readIdentity } from '#lib/shop/identity';
import type { MailKind, NotificationKind } from './kinds.ts';
import { type WrittenMail, writeMails } from './outbox.ts';

/** A mail about an account: to whom, and in which language. */
export interface AccountMail {
  /** Names the mail: the same id writes it once. */
  id: string;
  userId: string;
  kind: Exclude<MailKind, NotificationKind | 'receipt'>;
  address: string;
  /** Null where it is not known yet. */
  name: string | null;
  locale: string;
  /** Where the mail leads; null where there is nothing to do. */
  link: string | null;
}

/** Writes mails about accounts. Returns those that were not written before. */
export async function writeAccountMails(tx: Transaction, mails: AccountMail[]): Promise<WrittenMail[]> {
  const { name: shop } = await readIdentity(tx);
  return writeMails(
    tx,
    mails.map((mail) => {
      const { id, userId, kind, address } = mail;
      return { id, userId, kind, address, ...compose(mail, shop) };
    }),
  );
}

function compose({ kind, name, locale, link }: AccountMail, shop: string): { subject: string; text: string } {
  const t = emailTexts(localeOf(locale));
  const lines = [
    name === null ? t('greetingWithoutName') : t('greeting', { name }),
    t(`account.${kind}.text`, { shop }),
    kind === 'password-changed' ? null : `${t(`account.${kind}.action`)}\n${link}`,
    t(`account.${kind}.closing`, { shop }),
    shop,
  ];
  return { subject: t(`account.${kind}.subject`, { shop }), text: lines.filter((line) => line !== null).join('\n\n') };
}

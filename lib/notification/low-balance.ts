import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { localeOf } from '#lib/i18n/locales';
import { emailTexts } from '#lib/i18n/translator';
import { newId } from '#lib/ids';
import { formatMoney } from '#lib/money';
import { readIdentity } from '#lib/shop/identity';
import { notify } from './notify.ts';
import type { WrittenMail } from './outbox.ts';
import type { Recipient } from './users.ts';

/** A balance that fell below the amount that its owner named. Amounts in minor units. */
export interface LowBalance {
  userId: string;
  /** The transfer that took it there. */
  transferId: string;
  balance: number;
  alertBelow: number;
  currency: string;
  recipient: Recipient;
}

/** Notifies the owners of low balances, once for each transfer however often it arrives. Returns the mails that were written. */
export async function notifyOfLowBalances(tx: Transaction, lowBalances: LowBalance[]): Promise<WrittenMail[]> {
  const { name: shop } = await readIdentity(tx);
  return notify(
    tx,
    lowBalances.map((one) => draft(one, shop)),
  );
}

function draft(lowBalance: LowBalance, shop: string) {
  const { userId, transferId, recipient } = lowBalance;
  const id = newId();
  return {
    id,
    userId,
    transferId,
    kind: 'low-balance' as const,
    address: recipient.email,
    ...compose(lowBalance, id, shop),
  };
}

function compose(
  { balance, alertBelow, currency, recipient }: LowBalance,
  id: string,
  shop: string,
): { subject: string; text: string } {
  const locale = localeOf(recipient.locale);
  const t = emailTexts(locale);
  const money = (amount: number) => formatMoney(amount, currency, locale);
  const text = [
    t('greeting', { name: recipient.name }),
    t('lowBalance.text', { balance: money(balance), alertBelow: money(alertBelow) }),
    `${env().PUBLIC_URL}/inbox?id=${id}`,
    t('lowBalance.once'),
    shop,
  ].join('\n\n');
  return { subject: t('lowBalance.subject', { shop, balance: money(balance) }), text };
}

import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { localeOf } from '#lib/i18n/locales';
import { emailTexts } from '#lib/i18n/translator';
import { derivedId } from '#lib/ids';
import { formatMoney } from '#lib/money';
import { readIdentity } from '#lib/shop/identity';
import { type WrittenMail, writeMails } from './outbox.ts';

/** What was paid in or out at the till, and by whom. Amounts in minor units; `balance` is the one right after it. */
export interface ReceiptMail {
  transferId: string;
  kind: 'deposit' | 'withdrawal';
  amount: number;
  balance: number;
  currency: string;
  method: string;
  note: string | null;
  createdAt: Date;
  customer: { userId: string; email: string; name: string; locale: string };
}

/** Writes the receipt of what was paid in or out at the till, in the language of the customer, once for each transfer. */
export async function writeReceiptMail(tx: Transaction, receipt: ReceiptMail): Promise<WrittenMail[]> {
  const { transferId, customer } = receipt;
  const { name: shop } = await readIdentity(tx);
  const mail = { id: derivedId(transferId, 'receipt'), userId: customer.userId, address: customer.email };
  return writeMails(tx, [{ ...mail, kind: 'receipt', ...compose(receipt, shop) }]);
}

function compose(receipt: ReceiptMail, shop: string) {
  const { transferId, kind, amount, balance, currency, method, note, createdAt, customer } = receipt;
  const locale = localeOf(customer.locale);
  const t = emailTexts(locale);
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const clock = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: 'long', timeStyle: 'short' },
    timeZone: env().SHOP_TIME_ZONE,
  });
  const lines = [
    t('greeting', { name: customer.name }),
    t(`receipt.${kind}`, { amount: money(amount), method, time: clock.format(createdAt) }),
    note,
    t('receipt.balance', { balance: money(balance) }),
    t('receipt.number', { number: transferId }),
    shop,
  ];
  return {
    subject: t('receipt.subject', { shop, amount: money(amount) }),
    text: lines.filter((line) => line !== null).join('\n\n'),
  };
}

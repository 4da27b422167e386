import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { localeOf } from '#lib/i18n/locales';
import { emailTexts } from '#lib/i18n/translator';
import { newId } from '#lib/ids';
import { formatMoney } from '#lib/money';
import { readIdentity } from '#lib/shop/identity';
import { notify } from './notify.ts';
import { keepOrders, type OrderCopy } from './orders.ts';
import type { WrittenMail } from './outbox.ts';

/** A paid order that can be collected; `number` is called out. */
export type ReadyOrder = OrderCopy & { number: number };

/** Money of a paid order that went back. Amounts in minor units. */
export type RefundedOrder = OrderCopy & {
  refundId: string;
  amount: number;
  refundedItems: OrderCopy['items'];
  isCancelled: boolean;
};

/** Notifies customers that their orders are ready, once for each order however often it is. Returns the mails that were written. */
export const notifyOfReady = (tx: Transaction, orders: ReadyOrder[]): Promise<WrittenMail[]> =>
  notifyOf(tx, orders, 'order-ready', ({ number }, { t, shop }) => {
    const names = { shop, number: String(number) };
    return { subject: t('ready.subject', names), lead: t('ready.text', names) };
  });

/** Notifies customers of refunds, once for each refund however often it arrives. Returns the mails that were written. */
export const notifyOfRefunds = (tx: Transaction, orders: RefundedOrder[]): Promise<WrittenMail[]> =>
  notifyOf(tx, orders, 'order-refunded', ({ orderId, amount, isCancelled }, { t, money, shop }) => {
    const names = { shop, number: orderId, amount: money(amount) };
    return {
      subject: t(isCancelled ? 'cancelled.subject' : 'refunded.subject', names),
      lead: t(isCancelled ? 'cancelled.text' : 'refunded.text', names),
    };
  });

type Words = { subject: string; lead: string };
interface Context {
  t: ReturnType<typeof emailTexts>;
  money: (amount: number) => string;
  /** The name of the shop. */
  shop: string;
}
type Compose<Order> = (order: Order, context: Context) => Words;

/** The copies of the orders are kept too: what follows from the outcome of an order may come before the outcome itself. */
async function notifyOf<Order extends OrderCopy & Partial<RefundedOrder>>(
  tx: Transaction,
  orders: Order[],
  kind: 'order-ready' | 'order-refunded',
  compose: Compose<Order>,
): Promise<WrittenMail[]> {
  // An erased person is told nothing.
  const told = orders.filter(({ contact }) => contact.email !== '');
  if (told.length === 0) return [];
  await keepOrders(
    tx,
    told.map(({ orderId, userId, items, total, currency, contact }) => {
      return { ...{ orderId, userId, items, total, currency, contact }, outcome: 'paid', reason: null };
    }),
  );
  const { name: shop } = await readIdentity(tx);
  return notify(
    tx,
    told.map((order) => {
      const { orderId, userId, contact, refundId = null } = order;
      const id = newId();
      return {
        ...{ id, userId, kind, orderId, refundId },
        address: contact.email,
        ...wordsOf(order, compose, id, shop),
      };
    }),
  );
}

function wordsOf<Order extends OrderCopy & Partial<RefundedOrder>>(
  order: Order,
  compose: Compose<Order>,
  id: string,
  shop: string,
) {
  const locale = localeOf(order.contact.locale);
  const t = emailTexts(locale);
  const money = (amount: number) => formatMoney(amount, order.currency, locale);
  const { subject, lead } = compose(order, { t, money, shop });
  const lines = (order.refundedItems ?? order.items).map(
    ({ quantity, name, price }) => `${t('line', { quantity, name })}  ${money(price * quantity)}`,
  );
  const text = [
    t('greeting', { name: order.contact.name }),
    lead,
    lines.join('\n'),
    `${t('toInbox')}:\n${env().PUBLIC_URL}/inbox?id=${id}`,
    shop,
  ].join('\n\n');
  return { subject, text };
}

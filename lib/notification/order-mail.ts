import { accentOf } from '#lib/brand/accent';
import { env } from '#lib/env';
import { localeOf } from '#lib/i18n/locales';
import { emailTexts } from '#lib/i18n/translator';
import { formatMoney } from '#lib/money';
import type { ShopIdentity } from '#lib/shop/identity';
import { escaped, onSheet } from './html.ts';
import { refusalReason } from './kinds.ts';
import type { CompleteOrder } from './orders.ts';

/** Subject and plain text of the outcome of an order, in the language of its customer. The number of an order is its whole id. */
export function orderMail(
  order: CompleteOrder,
  notificationId: string,
  shop: ShopIdentity,
): { subject: string; text: string } {
  const { t, facts, outcome, closing } = phrases(order, shop);
  const lines = order.items.map(
    (item) => `  ${t('line', { quantity: item.quantity, name: item.name })}  ${facts.price(item)}`,
  );
  const text = [
    t('greeting', { name: order.contact.name }),
    '',
    outcome,
    '',
    ...lines,
    `  ${t('total')}  ${facts.total}`,
    ...(closing ? ['', closing] : []),
    '',
    t('inInbox', { link: inboxLink(notificationId) }),
    '',
    shop.name,
  ].join('\n');
  return { subject: t(`${order.outcome}.subject`, facts.names), text };
}

/** The same in HTML, as a receipt on paper. */
export function orderMailHtml(order: CompleteOrder, notificationId: string, shop: ShopIdentity): string {
  const { t, facts, outcome, closing, locale } = phrases(order, shop);
  const { accent } = accentOf(shop.accent).light;
  const colour = order.outcome === 'paid' ? accent : '#a3231b';
  const row = (name: string, amount: string, style = '') =>
    `<tr><td style="padding:4px 0;${style}">${escaped(name)}</td><td align="right" style="padding:4px 0;font-family:monospace;${style}">${escaped(amount)}</td></tr>`;
  const items = order.items
    .map((item) => row(t('line', { quantity: item.quantity, name: item.name }), facts.price(item)))
    .join('');
  const content = `<p style="margin:0 0 16px;font-weight:600">${escaped(shop.name)}</p>
<p style="margin:0 0 8px">${escaped(t('greeting', { name: order.contact.name }))}</p>
<p style="margin:0 0 16px">${escaped(outcome)}</p>
<table role="presentation" width="100%" style="border-collapse:collapse">${items}${row(t('total'), facts.total, 'border-top:1px solid #22211d;font-weight:600;')}</table>
<p style="margin:16px 0;color:${colour};font-weight:700;letter-spacing:2px">${escaped(t(`${order.outcome}.stamp`))}</p>
${closing ? `<p style="margin:0 0 16px">${escaped(closing)}</p>` : ''}
<p style="margin:0 0 16px"><a href="${escaped(inboxLink(notificationId))}" target="_blank" style="color:${colour};font-weight:600">${escaped(t('toInbox'))}</a></p>
<p style="margin:0;font-family:monospace;font-size:12px;color:#6b6860">${escaped(t('order', facts.names))}</p>`;
  return onSheet(content, { lang: locale });
}

function phrases(order: CompleteOrder, shop: ShopIdentity) {
  const locale = localeOf(order.contact.locale);
  const t = emailTexts(locale);
  const money = (amount: number) => formatMoney(amount, order.currency, locale);
  const total = money(order.total);
  const names = { shop: shop.name, number: order.orderId, total };
  const refused = refusalReason(order.reason);
  const reason = refused ? t(`reason.${refused}`) : '';
  return {
    t,
    locale,
    outcome: order.outcome === 'paid' ? t('paid.text', names) : t('refused.text', { ...names, reason }),
    closing: refused && t(`closing.${refused}`),
    facts: { names, total, price: (item: { price: number; quantity: number }) => money(item.price * item.quantity) },
  };
}

/** Leads to the notification in the inbox of its customer. */
const inboxLink = (notificationId: string): string => `${env().PUBLIC_URL}/inbox?id=${notificationId}`;

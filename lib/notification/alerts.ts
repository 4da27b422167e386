import { eq } from 'drizzle-orm';
import { alerts } from '#drizzle/schema/notification';
import { orm } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import type { Locale } from '#lib/i18n/locales';
import { emailTexts } from '#lib/i18n/translator';
import { newId } from '#lib/ids';
import { formatMoney } from '#lib/money';
import { accountMailHtml } from './account-mail-html.ts';
import { DeliveryFailed, send } from './send.ts';

/** A balance that fell below what its owner named, and whom to tell. Amounts in minor units. */
export interface LowBalance {
  userId: string;
  /** The transfer that took it there. */
  transferId: string;
  balance: number;
  alertBelow: number;
  currency: string;
  person: { email: string; name: string; locale: Locale };
}

/**
 * Records alerts, one for each crossing however often it arrives, and returns the ids of those that are to be sent by e-mail. Whoever
 * wants none in the inbox finds it there as read.
 */
export async function recordAlerts(tx: Transaction, crossings: LowBalance[]): Promise<string[]> {
  const rows = crossings
    .map((crossing) => ({ id: newId(), crossing }))
    .map(({ id, crossing }) => ({
      id,
      userId: crossing.userId,
      transferId: crossing.transferId,
      address: crossing.person.email,
      ...composed(crossing, id),
    }));
  const recorded = await tx.query<{ id: string; userId: string; byEmail: boolean }>(
    `INSERT INTO notification.alerts (id, user_id, transfer_id, address, subject, "text", read_at, by_email)
     SELECT id, "userId", "transferId", address, subject, "text", CASE WHEN NOT wanted.in_app THEN now() END,
       coalesce(wanted.by_email, true)
     FROM json_to_recordset($1) AS a(id uuid, "userId" uuid, "transferId" uuid, address text, subject text, "text" text)
     LEFT JOIN notification.preferences AS wanted ON wanted.user_id = "userId" AND wanted.event = 'low-balance'
     ORDER BY "transferId"
     ON CONFLICT (transfer_id) DO NOTHING
     RETURNING id, user_id AS "userId", by_email AS "byEmail"`,
    [JSON.stringify(rows)],
  );
  for (const { userId } of recorded) tx.signal({ topic: 'user', key: userId });
  return recorded.filter(({ byEmail }) => byEmail).map(({ id }) => id);
}

function composed(
  { balance, alertBelow, currency, person }: LowBalance,
  id: string,
): { subject: string; text: string } {
  const { locale } = person;
  const t = emailTexts(locale);
  const money = (amount: number) => formatMoney(amount, currency, locale);
  const shop = env().SHOP_NAME;
  const text = [
    t('greeting', { name: person.name }),
    t('lowBalance.text', { balance: money(balance), alertBelow: money(alertBelow) }),
    `${env().PUBLIC_URL}/inbox?id=${id}`,
    t('lowBalance.once'),
    shop,
  ].join('\n\n');
  return { subject: t('lowBalance.subject', { shop, balance: money(balance) }), text };
}

/** An alert that was sent: `providerId` is Resend's. */
export interface AlertDelivery {
  alertId: string;
  providerId: string | null;
}

/** Sends the e-mail of an alert, unless it left already. Never call it inside a transaction. Throws DeliveryFailed. */
export async function deliverAlert(alertId: string): Promise<AlertDelivery> {
  const [alert] = await orm().select().from(alerts).where(eq(alerts.id, alertId));
  if (!alert) throw new DeliveryFailed(`there is no alert ${alertId}`);
  if (alert.sentAt) return { alertId, providerId: alert.providerId };
  return { alertId, providerId: await send(alertId, { ...alert, html: accountMailHtml(alert) }) };
}

/** Records that e-mails of alerts left. */
export async function recordAlertDeliveries(tx: Transaction, deliveries: AlertDelivery[]): Promise<void> {
  await tx.query(
    `UPDATE notification.alerts SET sent_at = now(), provider_id = d."providerId"
     FROM json_to_recordset($1) AS d("alertId" uuid, "providerId" text) WHERE id = d."alertId" AND sent_at IS NULL`,
    [JSON.stringify(deliveries)],
  );
}

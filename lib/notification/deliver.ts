import { eq } from 'drizzle-orm';
import { notifications, orders } from '#drizzle/schema/notification';
import { orm } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { composeHtml } from './compose.ts';
import { DeliveryFailed, send } from './send.ts';
import type { KeptOrder } from './tell.ts';

/** An e-mail that was sent: `providerId` is Resend's. */
export interface Delivery {
  notificationId: string;
  providerId: string | null;
}

/** Sends the e-mail of a notification, unless it left already. Never call it inside a transaction. Throws DeliveryFailed. */
export async function deliver(notificationId: string): Promise<Delivery> {
  const mail = await readMail(notificationId);
  if (!mail) throw new DeliveryFailed(`there is no notification ${notificationId}`);
  if (mail.sentAt) return { notificationId, providerId: mail.providerId }; // Resend remembers its keys for a day only
  return { notificationId, providerId: await send(notificationId, mail) };
}

/** Records that e-mails left. */
export async function recordDeliveries(tx: Transaction, deliveries: Delivery[]): Promise<void> {
  await tx.query(
    `UPDATE notification.notifications SET sent_at = now(), provider_id = d."providerId"
     FROM json_to_recordset($1) AS d("notificationId" uuid, "providerId" text)
     WHERE id = d."notificationId" AND sent_at IS NULL`,
    [JSON.stringify(deliveries)],
  );
}

/** An e-mail as it is sent. */
export interface Mail {
  notificationId: string;
  address: string;
  subject: string;
  text: string;
  html: string;
  createdAt: Date;
  sentAt: Date | null;
  providerId: string | null;
}

async function readMail(notificationId: string): Promise<Mail | undefined> {
  const rows = await mails().where(eq(notifications.id, notificationId));
  return rows.map(mail)[0];
}

/** The select of a notification together with the order copy that its HTML is made from. */
export const mails = () =>
  orm()
    .select({ notification: notifications, order: orders })
    .from(notifications)
    .innerJoin(orders, eq(orders.id, notifications.orderId))
    .$dynamic();

/** An e-mail out of such a row. */
export function mail(row: {
  notification: typeof notifications.$inferSelect;
  order: typeof orders.$inferSelect;
}): Mail {
  const { id, address, subject, text, createdAt, sentAt, providerId } = row.notification;
  const order = { ...row.order, orderId: row.order.id } as unknown as KeptOrder;
  return { notificationId: id, address, subject, text, html: composeHtml(order, id), createdAt, sentAt, providerId };
}

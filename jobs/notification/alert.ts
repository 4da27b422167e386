import type { Crossing } from '#lib/billing/decide';
import { callBack } from '#lib/broker/call-back';
import type { Consumer } from '#lib/broker/consumer';
import { enqueue } from '#lib/broker/publish';
import { ALERT_EMAIL_QUEUE, ALERT_QUEUE } from '#lib/broker/queues';
import type { CallBackResult } from '#lib/messages/call-backs';
import { type AlertDelivery, deliverAlert, recordAlertDeliveries, recordAlerts } from '#lib/notification/alerts';
import { sendsMail } from '#lib/notification/send';

/**
 * Records low-balance alerts and queues their e-mails, in one transaction. Whom to tell, the User Service is asked: the crossing
 * happens in every style, and only one of them keeps a copy of the users here.
 */
export const alert: Consumer<Crossing, CallBackResult<'GET users/{id}'>> = {
  queue: ALERT_QUEUE,
  prepare: ({ userId }) => callBack('notification', 'GET users/{id}', userId),
  async handle(tx, items) {
    const alertIds = await recordAlerts(
      tx,
      items.map(({ data, prepared }) => ({ ...data, person: prepared })),
    );
    if (!sendsMail()) return; // kept, and read in the inbox
    await enqueue(
      tx,
      ALERT_EMAIL_QUEUE,
      alertIds.map((alertId) => ({ data: { alertId } })),
    );
  },
};

/** Sends the e-mails of alerts. */
export const alertEmail: Consumer<{ alertId: string }, AlertDelivery> = {
  queue: ALERT_EMAIL_QUEUE,
  prepare: ({ alertId }) => deliverAlert(alertId),
  handle: (tx, items) =>
    recordAlertDeliveries(
      tx,
      items.map((item) => item.prepared),
    ),
};

import { whoStands } from '#lib/accounts/standing';
import type { Crossing } from '#lib/billing/decide';
import { CallBackFailed, callBack } from '#lib/broker/call-back';
import type { Consumer } from '#lib/broker/consumer';
import { enqueue } from '#lib/broker/publish';
import { ALERT_QUEUE, EMAIL_QUEUE } from '#lib/broker/queues';
import { log } from '#lib/log';
import { notifyOfLowBalances } from '#lib/notification/low-balance';
import { jobsOf } from '#lib/notification/outbox';
import { type Recipient, readUser } from '#lib/notification/users';

/** Records low-balance alerts and queues their e-mails, in one transaction. */
export const lowBalance: Consumer<Crossing, Recipient | null> = {
  queue: ALERT_QUEUE,
  prepare: ({ userId }) => recipientOf(userId),
  async handle(tx, items) {
    const standing = await whoStands(
      tx,
      items.map(({ data }) => data.userId),
    );
    const unknown = items.find(({ data, prepared }) => !prepared && standing.has(data.userId));
    if (unknown) throw new Error(`the User Service does not know ${unknown.data.userId}, whose account stands`);
    const written = await notifyOfLowBalances(
      tx,
      items.flatMap(({ data, prepared }) =>
        prepared && standing.has(data.userId) ? [{ ...data, recipient: prepared }] : [],
      ),
    );
    await enqueue(tx, EMAIL_QUEUE, jobsOf(written));
  },
};

/**
 * Whom an alert is for. The User Service is asked first: a name or a language changes without a message, so the copy may hold the former
 * one. While the User Service does not answer, the copy serves, where there is one: the address in it never changes and the copy is erased with its
 * user, so the alert reaches the right person, in time. Users who registered in another style have no copy: their alerts are tried again.
 * Null for a user whom the User Service does not know: they have erased their account.
 */
async function recipientOf(userId: string): Promise<Recipient | null> {
  try {
    return await callBack('notification', 'GET users/{id}', userId);
  } catch (error) {
    const copy = await readUser(userId);
    if (!copy && error instanceof CallBackFailed && error.status === 404) return null;
    if (!copy) throw error;
    log.warn({ userId, err: error }, 'the User Service does not answer; using the copy of the user');
    return copy;
  }
}

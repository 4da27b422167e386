import type { Consumer } from '#lib/broker/consumer';
import { ACCOUNT_EMAIL_QUEUE } from '#lib/broker/queues';
import { deliverAccountMail, recordAccountMails } from '#lib/notification/account-mail';

/** Sends the e-mails about accounts: links to verify an address or reset a password, and the news that it was changed. */
export const accountEmail: Consumer<{ mailId: string }, Awaited<ReturnType<typeof deliverAccountMail>>> = {
  queue: ACCOUNT_EMAIL_QUEUE,
  prepare: ({ mailId }) => deliverAccountMail(mailId),
  handle: (tx, items) =>
    recordAccountMails(
      tx,
      items.flatMap(({ prepared }) => prepared ?? []),
    ),
};

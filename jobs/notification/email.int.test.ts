import { beforeEach, expect, vi } from 'vitest';
import { sendPasswordChanged } from '#lib/accounts/account-mail';
import { type Consumer, consumeBatch } from '#lib/broker/consumer';
import { enqueue } from '#lib/broker/publish';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import { drain, letBackoffPass } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { eraseNotifications } from '#lib/notification/erase';
import { readNotifications } from '#lib/notification/read';
import type { Person } from '#lib/user/users';
import type { Mailbox } from '#scripts/testing/mailbox';
import { givenCustomer, orderRequest, publishNow, test, waitingJobs } from '#scripts/testing/shop';
import { consumers } from '../consumers.ts';
import { email } from './email.ts';

vi.mock('#lib/log'); // what fails here is meant to

beforeEach<{ mailbox: Mailbox }>(({ mailbox }) => void mailbox.requests.splice(0));

const toCustomers = [email] as Consumer[];
const upToEmail = consumers.filter(({ queue }) => queue !== EMAIL_QUEUE);

/** Orders a pot of tea; everything happens but the sending of the e-mail. */
async function order(customer: Person) {
  await publishNow(orderRequest('event-collaboration', customer));
  await drain(upToEmail);
  const { items } = await readNotifications(customer.userId, { limit: 2 });
  expect(items).toHaveLength(1);
  return items[0] as (typeof items)[0];
}

const sent = (notificationId: string) =>
  query<{ sent: boolean; providerId: string | null }>(
    'SELECT sent_at IS NOT NULL AS sent, provider_id AS "providerId" FROM notification.mails WHERE id = $1',
    [notificationId],
  );

test('a customer gets one e-mail about an order, under the id of its notification', async ({ mailbox }) => {
  const ann = await givenCustomer(1_000);
  const { notificationId, subject, text } = await order(ann);
  await drain(toCustomers);
  expect(mailbox.requests).toEqual([
    {
      idempotencyKey: notificationId,
      authorization: 'Bearer re_test',
      from: 'Saldo <orders@example.com>',
      to: ann.email,
      subject,
      text,
      html: expect.stringContaining('Pot of tea'),
    },
  ]);
  expect(await sent(notificationId)).toEqual([{ sent: true, providerId: `resend-${notificationId}` }]);
});

test.for([429, 500, 503])(
  'an e-mail that Resend answers with %i is tried again later, and sent once',
  async (status, { mailbox }) => {
    const { notificationId } = await order(await givenCustomer(1_000));
    mailbox.refuseNext(status);
    await drain(toCustomers);
    expect(mailbox.requests).toHaveLength(1);
    expect(await sent(notificationId)).toEqual([{ sent: false, providerId: null }]);
    const retry = `SELECT start_after > now() AS later, output ->> 'message' AS error FROM pgboss.job WHERE name = $1`;
    // Being asked to wait is no failed attempt.
    const error = status === 429 ? null : `refused: answered ${status}`;
    expect(await query(retry, [EMAIL_QUEUE])).toEqual([{ later: true, error }]);

    await letBackoffPass();
    await drain(toCustomers);
    expect(mailbox.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual([notificationId, notificationId]);
    expect(await sent(notificationId)).toEqual([{ sent: true, providerId: `resend-${notificationId}` }]);
    expect(await waitingJobs()).toEqual({});
  },
);

test('an e-mail that Resend refuses holds up no other', async ({ mailbox }) => {
  const notifications = [];
  for (let count = 0; count < 5; count++) notifications.push(await order(await givenCustomer(1_000)));
  mailbox.refuseNext(429, 429);
  await drain(toCustomers);
  const states = await Promise.all(notifications.map(({ notificationId }) => sent(notificationId)));
  expect(states.flat().filter((state) => state.sent)).toHaveLength(3);
  await letBackoffPass();
  await drain(toCustomers);
  expect(new Set(mailbox.requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(5);
  expect(mailbox.requests).toHaveLength(7);
});

test('an e-mail that Resend takes without a word is tried again before its claim lapses', async ({ mailbox }) => {
  const { notificationId } = await order(await givenCustomer(1_000));
  mailbox.refuseNext('silence');
  await drain(toCustomers);
  expect(await sent(notificationId)).toEqual([{ sent: false, providerId: null }]);
  await letBackoffPass();
  await drain(toCustomers);
  expect(await sent(notificationId)).toEqual([{ sent: true, providerId: `resend-${notificationId}` }]);
});

test('an e-mail that has left does not leave again when its job comes again', async ({ mailbox }) => {
  const { notificationId } = await order(await givenCustomer(1_000));
  await drain(toCustomers);
  const before = await sent(notificationId);
  await transact((tx) => enqueue(tx, EMAIL_QUEUE, [{ data: { mailId: notificationId } }]));
  await drain(toCustomers);
  expect(mailbox.requests).toHaveLength(1);
  expect(await sent(notificationId)).toEqual(before);
});

test('names cannot smuggle markup into an e-mail', async ({ mailbox }) => {
  await order(await givenCustomer(1_000, { name: '<script>alert("1")</script> & Co' }));
  await drain(toCustomers);
  const [mail] = mailbox.requests;
  expect(mail?.html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Co');
  expect(mail?.html).not.toContain('<script');
  expect(mail?.text).toContain('<script>alert("1")</script> & Co'); // plain text is plain
});

test('the outcomes of orders come in the language of the customer', async ({ mailbox }) => {
  for (const balance of [1_000, 0])
    for (const locale of ['en', 'ru'] as const) {
      await order(await givenCustomer(balance, { name: 'Anna', locale }));
      await drain(toCustomers);
    }
  const isRussian = (text: string) => /\p{Script=Cyrillic}/u.test(text);
  expect(mailbox.requests.map(({ subject }) => isRussian(subject))).toEqual([false, true, false, true]);
  expect(mailbox.requests.map(({ text }) => isRussian(text))).toEqual([false, true, false, true]);
  expect(mailbox.requests.map(({ html }) => /<html lang="(..)"/.exec(html)?.[1])).toEqual(['en', 'ru', 'en', 'ru']);
  const [paid, paidInRussian, refused, refusedInRussian] = mailbox.requests;
  expect(paid?.text).toContain('€2.50');
  expect(paidInRussian?.text).toContain('2,50');
  expect(paidInRussian?.text).toContain('оплачен');
  expect(refused?.text).not.toContain(paid?.subject);
  expect(refusedInRussian?.text).toContain('не оплачен');
});

/** Writes a mail about the account of a customer, and returns its id. */
async function accountMail(customer: Person): Promise<string> {
  await transact((tx) => sendPasswordChanged(tx, customer));
  const [mail] = await query<{ id: string }>(
    `SELECT id FROM notification.mails WHERE user_id = $1 AND kind = 'password-changed' ORDER BY id DESC LIMIT 1`,
    [customer.userId],
  );
  return mail?.id ?? '';
}

test('a mail about an account overtakes the mails of many orders that wait', async ({ mailbox }) => {
  const ann = await givenCustomer(10_000);
  await publishNow(...Array.from({ length: 40 }, () => orderRequest('command-reply', ann)));
  await drain(upToEmail);
  expect(await waitingJobs()).toEqual({ [EMAIL_QUEUE]: 40 });
  const mailId = await accountMail(ann);
  await consumeBatch(email as Consumer);
  expect(mailbox.requests.length).toBeLessThan(40);
  expect(mailbox.requests.map(({ idempotencyKey }) => idempotencyKey)).toContain(mailId);
  await drain(toCustomers);
  expect(mailbox.requests).toHaveLength(41);
});

test('a mail about an account that Resend asks to wait with still overtakes the others afterwards', async ({
  mailbox,
}) => {
  await accountMail(await givenCustomer(0));
  mailbox.refuseNext(429);
  await drain(toCustomers);
  expect(await query('SELECT priority FROM pgboss.job WHERE name = $1', [EMAIL_QUEUE])).toEqual([{ priority: 1 }]);
  await letBackoffPass();
  await drain(toCustomers);
});

test('nothing is sent to somebody who deleted the account meanwhile', async ({ mailbox }) => {
  const ann = await givenCustomer(1_000);
  await order(ann);
  await accountMail(ann);
  await transact((tx) => eraseNotifications(tx, ann.userId, []));
  await drain(toCustomers);
  expect(mailbox.requests).toEqual([]);
  expect(await waitingJobs()).toEqual({});
});

import { beforeEach, expect, vi } from 'vitest';
import { addMembers } from '#lib/accounts/registration';
import { setAlertBelow } from '#lib/billing/alerts';
import { transferOf } from '#lib/billing/testing';
import { deposit } from '#lib/billing/transfers';
import { CallBackFailed, callBack } from '#lib/broker/call-back';
import { readMessages } from '#lib/broker/message-log';
import { first } from '#lib/broker/publish';
import { drain, letBackoffPass } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { commandReply } from '#lib/messages/command-reply';
import { styles } from '#lib/messages/define';
import { readInbox } from '#lib/notification/inbox';
import { readNotifications } from '#lib/notification/read';
import { changeLocale, changeProfile } from '#lib/user/profile';
import type { Person } from '#lib/user/users';
import type { Mailbox } from '#scripts/testing/mailbox';
import { givenCustomer, orderRequest, publishNow, registrationRequest, test, waitingJobs } from '#scripts/testing/shop';
import { consumers } from '../consumers.ts';

vi.mock('#lib/log'); // what fails here is meant to
vi.mock('#lib/broker/call-back', async (original) => {
  const actual = await original<typeof import('#lib/broker/call-back')>();
  return { ...actual, callBack: vi.fn(actual.callBack) };
});

/** The next call-back is answered with this status. */
const letCallBackFail = (status = 503) =>
  vi.mocked(callBack).mockRejectedValueOnce(Object.assign(new CallBackFailed('failed'), { status }));

beforeEach<{ mailbox: Mailbox }>(({ mailbox }) => void mailbox.requests.splice(0));

/** A customer with €10 who wants an alert when less than €6 are left. Tea costs €2.50. */
async function givenCautiousCustomer(traits = {}) {
  const customer = await givenCustomer(1_000, traits);
  await setAlertBelow(customer.userId, 'EUR', 600);
  return customer;
}

const alertsOf = async (userId: string) => (await readInbox(userId, { limit: 10, filter: 'alerts' })).items;

test.for(styles)(
  'in %s, the order that takes the balance below the amount is alerted of once',
  async (style, { mailbox }) => {
    const ann = await givenCautiousCustomer();
    const [before, crossing] = [orderRequest(style, ann), orderRequest(style, ann)];
    for (const request of [before, crossing, orderRequest(style, ann)]) {
      await publishNow(request);
      await drain(consumers);
    }
    const [alert, ...more] = await alertsOf(ann.userId);
    expect(more).toEqual([]);
    expect(alert?.text).toContain('Your balance fell to €5.00.');
    expect(mailbox.requests.filter(({ idempotencyKey }) => idempotencyKey === alert?.id)).toEqual([
      expect.objectContaining({ to: ann.email, subject: 'Saldo: your balance is €5.00', text: alert?.text }),
    ]);
    // The API lists outcomes of orders only, and the messages of the order are what its style says.
    expect((await readNotifications(ann.userId, { limit: 10 })).items).toHaveLength(3);
    const namesOf = async ({ correlationId }: typeof crossing) =>
      (await readMessages(correlationId)).map(({ name }) => name).sort();
    expect(await namesOf(crossing)).toEqual(await namesOf(before));
    expect(await waitingJobs()).toEqual({});
  },
);

test('a balance that rises and falls again is alerted of again', async () => {
  const ann = await givenCautiousCustomer();
  const spend = async () => {
    await publishNow(orderRequest('command-reply', ann), orderRequest('command-reply', ann));
    await drain(consumers);
  };
  await spend();
  await transact((tx) => deposit(tx, [transferOf(ann.userId, 500)]));
  await spend();
  expect(await alertsOf(ann.userId)).toHaveLength(2);
});

test('a withdrawal can take the balance below the amount too, and its reply says what it always says', async () => {
  const ann = await givenCautiousCustomer({ locale: 'ru' });
  const withdrawal = first(commandReply, 'BillingWithdraw', transferOf(ann.userId, 700), newId());
  await publishNow(withdrawal);
  await drain(consumers);
  expect((await alertsOf(ann.userId))[0]?.text).toContain('Ваш баланс снизился до');
  const [reply] = await query<{ body: object }>(
    `SELECT body FROM gateway.messages WHERE correlation_id = $1 AND name = 'BillingWithdrawResponse'`,
    [withdrawal.correlationId],
  );
  expect(Object.keys(reply?.body ?? {}).sort()).toEqual(['amount', 'balance', 'currency', 'outcome', 'transferId']);
});

test('there is no alert for those who asked for none, nor for an order that is refused', async () => {
  const calm = await givenCustomer(300);
  const poor = await givenCustomer(200);
  await setAlertBelow(poor.userId, 'EUR', 150);
  await publishNow(orderRequest('command-reply', calm), orderRequest('command-reply', poor));
  await drain(consumers);
  expect(await alertsOf(calm.userId)).toEqual([]);
  expect(await alertsOf(poor.userId)).toEqual([]);
});

/** Ann, registered in the style in which Notification keeps a copy of its users, with €7 and an alert below €6. */
async function givenCautiousMember(): Promise<Person> {
  const userId = newId();
  const ann: Person = { userId, email: `${userId}@example.com`, name: 'Ann', phone: null, address: null, locale: 'en' };
  await transact((tx) => addMembers(tx, [userId]));
  await publishNow(registrationRequest('event-collaboration', ann));
  await drain(consumers);
  await transact((tx) => deposit(tx, [transferOf(userId, 700)]));
  await setAlertBelow(userId, 'EUR', 600);
  return ann;
}

test('an alert goes to its owner as they are now, not as they registered', async ({ mailbox }) => {
  const ann = await givenCautiousMember();
  mailbox.requests.splice(0); // the mail that verifies the address
  await changeProfile(ann.userId, { ...ann, name: 'Анна' });
  await changeLocale(ann.userId, 'ru');
  await publishNow(orderRequest('event-collaboration', ann));
  await drain(consumers);
  expect((await alertsOf(ann.userId))[0]?.text).toMatch(/^Здравствуйте, Анна!/);
  expect(mailbox.requests.map(({ to }) => to)).toEqual([ann.email, ann.email]);
});

test('while the User Service does not answer, an alert goes by the copy that Notification has', async ({ mailbox }) => {
  const ann = await givenCautiousMember();
  await publishNow(orderRequest('event-collaboration', ann));
  letCallBackFail();
  await drain(consumers);
  const [alert] = await alertsOf(ann.userId);
  expect(alert?.text).toMatch(/^Hello Ann,\n\nYour balance fell to €4.50/);
  expect(mailbox.requests).toContainEqual(expect.objectContaining({ idempotencyKey: alert?.id, to: ann.email }));
  expect(await waitingJobs()).toEqual({});
});

test.for([503, 404])('without a copy, an alert waits until the User Service knows its owner: %i', async (status) => {
  const ann = await givenCautiousCustomer();
  await publishNow(orderRequest('command-reply', ann), orderRequest('command-reply', ann));
  letCallBackFail(status);
  await drain(consumers);
  expect(await alertsOf(ann.userId)).toEqual([]);
  await letBackoffPass();
  await drain(consumers);
  expect(await alertsOf(ann.userId)).toHaveLength(1);
});

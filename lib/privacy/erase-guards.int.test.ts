import { expect, vi } from 'vitest';
import { consumers } from '#jobs/consumers';
import { hashPassword } from '#lib/accounts/passwords';
import { addMembers, storeCredentials } from '#lib/accounts/registration';
import { lockToErase, whoStands } from '#lib/accounts/standing';
import { setAlertBelow } from '#lib/billing/alerts';
import { transferOf, waitingForLock } from '#lib/billing/testing';
import { deposit, withdraw } from '#lib/billing/transfers';
import type { Consumer } from '#lib/broker/consumer';
import { enqueue } from '#lib/broker/publish';
import { ALERT_QUEUE, deadLetterOf, queueOf } from '#lib/broker/queues';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { order, orderAtTill, takeAtTill, topUp } from '#lib/gateway/operations';
import type { Result } from '#lib/gateway/outcomes';
import { newId } from '#lib/ids';
import { styles } from '#lib/messages/define';
import { adjustBalance, givePayoutBack, markPayoutPaid } from '#lib/office/money';
import { advanceOrder, refundOrder } from '#lib/office/orders';
import type { Person } from '#lib/user/users';
import {
  advanceRequest,
  givenCustomer,
  orderRequest,
  publishNow,
  refundRequest,
  registrationRequest,
  test,
  waitingJobs,
} from '#scripts/testing/shop';
import { eraseAccount } from './erase.ts';
import { asking, atTill, items, ownersOfMoney, placesOf, staff } from './testing.ts';

vi.mock('#lib/log');
process.env.TOP_UP = 'sandbox';

const password = 'correct horse battery';

/** Works off what waits while something waits for the answer. */
async function answered<Outcome>(asked: Promise<Result<Outcome>>): Promise<Result<Outcome>['outcome']> {
  let isOpen = true;
  const ended = asked.finally(() => {
    isOpen = false;
  });
  while (isOpen) await drain(consumers);
  return (await ended).outcome;
}

test.beforeAll(async () => {
  await transact((tx) => addMembers(tx, [staff.userId]));
});

/** A customer who can be erased. */
async function givenMember(balance: number): Promise<Person> {
  const customer = await givenCustomer(balance, { name: `Member ${newId()}` });
  await query('UPDATE accounts.credentials SET password_hash = $2 WHERE user_id = $1', [
    customer.userId,
    await hashPassword(password),
  ]);
  return customer;
}

const gone = ({ userId }: Person) =>
  transact(async (tx) => {
    await lockToErase(tx, userId);
    await tx.query('DELETE FROM accounts.credentials WHERE user_id = $1', [userId]);
  });

test('an erasure waits for what is being done for the person, and sees it', async () => {
  const ann = await givenMember(0);
  let erasing: ReturnType<typeof eraseAccount> | undefined;
  await transact(async (tx) => {
    await whoStands(tx, [ann.userId]);
    erasing = eraseAccount(ann, password);
    await waitingForLock();
    await deposit(tx, [transferOf(ann.userId, 70)]);
  });
  expect(await erasing).toEqual({ kind: 'balance', balance: 70 });
});

/** What is asked for a customer with an order that is paid, and what is said where they are gone. */
const requests: [
  string,
  (ann: Person, key: string, orderId: string) => Promise<Result<{ kind: string }>>,
  said: string,
][] = [
  ['a top-up', ({ userId }, key) => topUp(userId, asking({ amount: 100 }, key)), 'unauthenticated'],
  ...styles.map((style): (typeof requests)[number] => [
    `an order, ${style}`,
    ({ userId }, key) => order(style, userId, asking({ items }, key)),
    'unauthenticated',
  ]),
  ['money at the till', (ann, key) => takeAtTill(staff, atTill(ann, key)), 'unknown-customer'],
  ['a sale at the till', ({ userId }, key) => orderAtTill(staff, userId, asking({ items }, key)), 'unknown-customer'],
  ['a refund', (_, key, orderId) => refundOrder(orderId, asking({ reason: 'spilled' }, key)), 'unknown-customer'],
  [
    'the next state',
    (_, key, orderId) => advanceOrder(orderId, asking({ from: 'accepted', to: 'ready' }, key)),
    'advanced',
  ],
];

test.for(requests)('%s beside an erasure is not accepted, and a repeat then finds nobody', async ([, ask, said]) => {
  const ann = await givenMember(250);
  const request = orderRequest('command-reply', ann);
  await publishNow(request);
  await drain(consumers);
  const asked = () => answered(ask(ann, `beside ${ann.userId}`, String(request.body.orderId)));
  await transact(async (tx) => {
    await lockToErase(tx, ann.userId);
    expect(await asked()).toEqual({ kind: 'unavailable' });
    await tx.query('DELETE FROM accounts.credentials WHERE user_id = $1', [ann.userId]);
  });
  expect(await asked()).toMatchObject({ kind: said });
  expect(await ownersOfMoney([ann.userId])).toEqual([]);
});

test('a correction that comes beside an erasure waits for it, and then finds nobody', async () => {
  const ann = await givenMember(0);
  let asked: ReturnType<typeof adjustBalance> | undefined;
  await transact(async (tx) => {
    await lockToErase(tx, ann.userId);
    asked = adjustBalance(ann.userId, asking({ amount: 1, reason: 'sorry' }));
    await waitingForLock();
    await tx.query('DELETE FROM accounts.credentials WHERE user_id = $1', [ann.userId]);
  });
  expect((await asked)?.outcome).toEqual({ kind: 'unknown-customer' });
  expect(await ownersOfMoney([ann.userId])).toEqual([]);
});

test('an erasure holds nobody else up, and what is asked again after one that is refused is done once', async () => {
  const [ann, bob] = [await givenMember(0), await givenMember(0)];
  const byAnn = () => topUp(ann.userId, asking({ amount: 100 }, 'again'));
  await transact(async (tx) => {
    await lockToErase(tx, ann.userId);
    const asked = [byAnn(), topUp(bob.userId, asking({ amount: 70 })), takeAtTill(staff, atTill(bob))];
    const outcomes = await Promise.all(asked.map((one) => answered<{ kind: string }>(one)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['unavailable', 'transferred', 'transferred']);
  });
  for (const _ of ['first', 'repeat'])
    expect(await answered(byAnn())).toMatchObject({ kind: 'transferred', balance: 100 });
});

test('one request of somebody who is gone does not keep those from being accepted that came with it', async () => {
  const [ann, bob] = [await givenMember(0), await givenMember(0)];
  await gone(ann);
  const asked = [ann, bob, ann, bob].map(({ userId }) => topUp(userId, asking({ amount: 100 })));
  const outcomes = await Promise.all(asked.map((one) => answered(one)));
  expect(outcomes.map(({ kind }) => kind)).toEqual([
    'unauthenticated',
    'transferred',
    'unauthenticated',
    'transferred',
  ]);
});

test('nobody is erased whose money waits at the till, as a payout, or in a dead letter', async () => {
  const ann = await givenMember(0);
  const taken = takeAtTill(staff, atTill(ann));
  await vi.waitFor(async () => expect(await placesOf(ann.userId)).toContain(`pgboss.job_common: ${ann.userId}`));
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'pending' });
  const queue = queueOf('command-reply', 'billing');
  await query('UPDATE pgboss.job SET name = $2 WHERE name = $1', [queue, deadLetterOf(queue)]);
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'pending' });
  await query('UPDATE pgboss.job SET name = $1 WHERE name = $2', [queue, deadLetterOf(queue)]);
  expect(await answered(taken)).toMatchObject({ kind: 'transferred' });
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'balance', balance: 100 });
  const payout = transferOf(ann.userId, 100);
  await transact((tx) => withdraw(tx, [payout]));
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'pending' });
  await givePayoutBack(payout.transferId, asking({ reason: 'IBAN' }));
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'balance', balance: 100 });
});

test('nobody is erased while an alert of theirs waits', async () => {
  const ann = await givenMember(0);
  await transact((tx) => enqueue(tx, ALERT_QUEUE, [{ data: { userId: ann.userId } }]));
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'pending' });
  await query('DELETE FROM pgboss.job WHERE name = $1', [ALERT_QUEUE]);
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'erased' });
});

test('what somebody left who is gone is paid or taken out, and nothing is given to them', async () => {
  const ann = await givenMember(300);
  const payout = transferOf(ann.userId, 100);
  await transact((tx) => withdraw(tx, [payout]));
  await gone(ann);
  const adjusting = async (userId: string, amount: number) =>
    (await adjustBalance(userId, asking({ amount, reason: 'gone' }))).outcome;
  const unknown = { kind: 'unknown-customer' };
  expect((await givePayoutBack(payout.transferId, asking({ reason: 'gone' }))).outcome).toEqual(unknown);
  expect(await adjusting(ann.userId, 1)).toEqual(unknown);
  expect(await adjusting(newId(), -1)).toEqual(unknown);
  const paid = await markPayoutPaid(payout.transferId, asking({ method: 'cash' as const }));
  expect(paid.outcome).toMatchObject({ kind: 'decided' });
  expect(await adjusting(ann.userId, -200)).toMatchObject({ kind: 'adjusted', balance: 0 });
  expect(await ownersOfMoney([ann.userId])).toEqual([]);
});

test('nobody is erased while the office asks for something about their order', async () => {
  const ann = await givenMember(250);
  const request = orderRequest('command-reply', ann);
  await publishNow(request);
  await drain(consumers);
  const advancing = advanceOrder(String(request.body.orderId), asking({ from: 'accepted', to: 'ready' }));
  await vi.waitFor(async () => expect(await waitingJobs()).toEqual({ 'command-reply.order': 1 }));
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'pending' });
  expect(await answered(advancing)).toMatchObject({ kind: 'advanced' });
  await drain(consumers);
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'erased' });
});

test('what was sold at the till, asked for again after the erasure, is refused and told of nobody', async () => {
  const ann = await givenMember(250);
  const request = asking({ items });
  expect(await answered(orderAtTill(staff, ann.userId, request))).toMatchObject({ kind: 'ordered' });
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'erased' });
  expect(await answered(orderAtTill(staff, ann.userId, request))).toEqual({ kind: 'unknown-customer' });
});

test.for(styles)('%s: messages that are delivered again after the erasure bring no name back', async (style) => {
  const ann: Person = { ...(await givenCustomer(0)), userId: newId(), name: `Again ${style}`, phone: '030 12345' };
  ann.email = `again-${style}@example.com`;
  const delivered: { queue: string; data: object }[] = [];
  const noting: Consumer[] = consumers.map((consumer) => ({
    ...consumer,
    async handle(tx, jobs) {
      await consumer.handle(tx, jobs);
      delivered.push(...jobs.map(({ data }) => ({ queue: consumer.queue, data })));
    },
  }));
  const passwordHash = await hashPassword(password);
  await transact((tx) => storeCredentials(tx, [{ userId: ann.userId, passwordHash }]));
  await publishNow(registrationRequest(style, ann));
  await drain(noting);
  await transact((tx) => deposit(tx, [transferOf(ann.userId, 500)]));
  await setAlertBelow(ann.userId, 'EUR', 300);
  const ordered = [orderRequest(style, ann), orderRequest(style, ann), orderRequest(style, ann)];
  await publishNow(...ordered);
  await drain(noting);
  const [paid] = await query<{ id: string }>(`SELECT id FROM "order".orders WHERE user_id = $1 AND status = 'paid'`, [
    ann.userId,
  ]);
  const orderId = paid?.id ?? '';
  await publishNow(advanceRequest(orderId, { from: 'accepted', to: 'ready', version: 0 }), refundRequest(orderId));
  await drain(noting);
  await transact((tx) => withdraw(tx, [{ ...transferOf(ann.userId, 250), method: 'cash' }]));
  expect((await placesOf(ann.email)).length).toBeGreaterThan(5);
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'erased' });

  expect(delivered.length).toBeGreaterThan(15);
  for (const { queue, data } of delivered) await transact((tx) => enqueue(tx, queue, [{ data }, { data }]));
  await drain(consumers);
  expect(await placesOf(ann.email, ann.name, '030 12345')).toEqual([]);
  expect(await ownersOfMoney([ann.userId])).toEqual([]);
  // Only what calls back for a user finds nobody, and is tried again.
  await query(`DELETE FROM pgboss.job WHERE name LIKE 'event-notification.%'`);
});

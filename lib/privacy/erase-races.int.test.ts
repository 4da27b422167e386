import { setTimeout as delay } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { consumers } from '#jobs/consumers';
import { sendPasswordReset } from '#lib/accounts/password-change';
import { addMembers } from '#lib/accounts/registration';
import { setAlertBelow } from '#lib/billing/alerts';
import { transferOf } from '#lib/billing/testing';
import { deposit, withdraw } from '#lib/billing/transfers';
import { drain } from '#lib/broker/testing';
import { startWorker } from '#lib/broker/worker';
import { transact } from '#lib/db/transact';
import * as gateway from '#lib/gateway/operations';
import { styles } from '#lib/messages/define';
import { countUnread } from '#lib/notification/inbox';
import { adjustBalance, givePayoutBack, undoTransfer } from '#lib/office/money';
import { advanceOrder, refundOrder } from '#lib/office/orders';
import { mailReceipt } from '#lib/office/receipts';
import { findUserId } from '#lib/user/read';
import type { Person } from '#lib/user/users';
import { givenCustomer, orderRequest, publishNow, test } from '#scripts/testing/shop';
import { eraseAccount } from './erase.ts';
import { asking, atTill, items, ownersOfMoney, placesOf, staff } from './testing.ts';

vi.mock('#lib/log');
// A password takes longer to verify than anything else takes, so little would happen beside the erasure itself.
vi.mock(import('#lib/accounts/passwords'), async (original) => ({
  ...(await original()),
  verifyPassword: async () => true,
}));
process.env.TOP_UP = 'sandbox';

/** Somebody who is erased beside a deed: a customer with an order that is paid, money from the till, or a payout that waits. */
interface Racer extends Person {
  orderId: string;
  topUpId: string;
  payoutId: string;
}
type Setup = { ordered?: boolean; payout?: number; toppedUp?: number };
type Deed = [name: string, setup: Setup, act: (racer: Racer) => Promise<unknown>];

const deeds: Deed[] = [
  ['pays in', {}, ({ userId }) => gateway.topUp(userId, asking({ amount: 100 }))],
  ['withdraws', { toppedUp: 100 }, ({ userId }) => gateway.withdraw(userId, asking({ amount: 100 }))],
  ...styles.flatMap((style): Deed[] => [
    [`orders, ${style}`, {}, ({ userId }) => gateway.order(style, userId, asking({ items }))],
    [
      `spends all, ${style}`,
      { toppedUp: 250 },
      async ({ userId }) => {
        await setAlertBelow(userId, 'EUR', 10);
        await gateway.order(style, userId, asking({ items }));
      },
    ],
  ]),
  ['cancels', { ordered: true }, ({ userId, orderId }) => gateway.cancelOrder(userId, orderId, asking(null))],
  ['is served', {}, (racer) => gateway.takeAtTill(staff, atTill(racer))],
  ['is paid out', { toppedUp: 100 }, (racer) => gateway.payOutAtTill(staff, atTill(racer))],
  ['is sold to', {}, ({ userId }) => gateway.orderAtTill(staff, userId, asking({ items }))],
  ['is corrected', {}, ({ userId }) => adjustBalance(userId, asking({ amount: 100, reason: 'sorry' }))],
  ['is refunded', { ordered: true }, ({ orderId }) => refundOrder(orderId, asking({ reason: 'spilled' }))],
  [
    'is called out',
    { ordered: true },
    ({ orderId }) => advanceOrder(orderId, asking({ from: 'accepted', to: 'ready' })),
  ],
  ['is returned a payout', { payout: 70 }, ({ payoutId }) => givePayoutBack(payoutId, asking({ reason: 'IBAN' }))],
  ['is undone', { toppedUp: 100 }, ({ topUpId }) => undoTransfer(topUpId, asking({ reason: 'typed wrong' }))],
  [
    'is mailed a receipt',
    { toppedUp: 100 },
    async (racer) => {
      await gateway.payOutAtTill(staff, atTill(racer));
      await mailReceipt(racer.topUpId, asking(null));
    },
  ],
  ['forgets the password', {}, ({ email }) => sendPasswordReset(email)],
];

async function given(name: string, { ordered, payout, toppedUp }: Setup): Promise<Racer> {
  const customer = await givenCustomer(ordered ? 250 : (payout ?? 0), { name, email: `${name}@example.com` });
  const request = orderRequest('command-reply', customer);
  const waiting = transferOf(customer.userId, payout ?? 0);
  const taken = { ...transferOf(customer.userId, toppedUp ?? 0), method: 'cash' as const, actorId: staff.userId };
  if (payout) await transact((tx) => withdraw(tx, [waiting]));
  if (toppedUp) await transact((tx) => deposit(tx, [taken]));
  if (ordered) {
    await publishNow(request);
    while ((await countUnread(customer.userId)) === 0) await delay(5);
  }
  return {
    ...{ ...customer, orderId: String(request.body.orderId) },
    ...{ topUpId: taken.transferId, payoutId: waiting.transferId },
  };
}

/** Erases an account as somebody does who tries again while something is under way. */
async function erase(user: { userId: string; email: string }): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const { kind } = await eraseAccount(user, 'whatever');
    if (kind !== 'pending' || attempt === 8) return kind;
    await delay(3 * attempt);
  }
}

/** What is left of people who were erased: the name of each who holds money, and each place of a name. */
async function leftOf(erased: { userId: string; name: string }[]): Promise<string[]> {
  await drain(consumers);
  const owners = await ownersOfMoney(erased.map(({ userId }) => userId));
  return [
    ...erased.filter(({ userId }) => owners.includes(userId)).map(({ name }) => `money: ${name}`),
    ...(await placesOf(...erased.map(({ name }) => name))),
  ];
}

const LAPS = 3;
const AT_ONCE = 6;

test('whoever is erased beside what is done for them leaves no money and no name', { timeout: 300_000 }, async () => {
  await transact((tx) => addMembers(tx, [staff.userId]));
  const worker = await startWorker(consumers, []);
  const ended: { userId: string; name: string; kind: string }[] = [];
  const racing = Array.from({ length: LAPS }, () => deeds)
    .flat()
    .entries();
  const lane = async () => {
    for (const [index, [deed, setup, act]] of racing) {
      const racer = await given(`racer-${index}-${deed.replaceAll(/\W/g, '-')}`, setup);
      // In the first lap the erasure ends first, so that some are surely erased and some are surely not.
      const erasing = erase(racer);
      if (index < deeds.length) await erasing;
      const [kind] = await Promise.all([erasing, delay(Math.random() * 15).then(() => act(racer))]);
      ended.push({ ...racer, kind });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  expect(await leftOf(ended.filter(({ kind }) => kind === 'erased'))).toEqual([]);
  expect(ended).toHaveLength(LAPS * deeds.length);
  expect(ended.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['erased', 'balance']));
  await worker.stop();
});

test.for(styles)('%s: whoever is erased right after the registration leaves no name', async (style) => {
  const worker = await startWorker(consumers, []);
  const erased = await Promise.all(
    Array.from({ length: 4 }, async (_, index) => {
      const name = `newcomer-${style}-${index}`;
      const email = `${name}@example.com`;
      const registering = gateway.register(style, asking({ email, name, locale: 'en', password: 'horse battery' }));
      let userId: string | null = null;
      while (userId === null) userId = await findUserId(email);
      expect(await erase({ userId, email })).toBe('erased');
      await registering;
      return { userId, name };
    }),
  );
  await worker.stop();
  expect(await leftOf(erased)).toEqual([]);
});

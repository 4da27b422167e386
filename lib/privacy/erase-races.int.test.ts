import { setTimeout as delay } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { consumers } from '#jobs/consumers';
import { sendPasswordReset } from '#lib/accounts/password-change';
import { hashPassword } from '#lib/accounts/passwords';
import { setAlertBelow } from '#lib/billing/alerts';
import { transferOf } from '#lib/billing/testing';
import { deposit, withdraw } from '#lib/billing/transfers';
import { drain } from '#lib/broker/testing';
import { startWorker } from '#lib/broker/worker';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import {
  cancelOrder,
  order,
  orderAtTill,
  payOutAtTill,
  takeAtTill,
  topUp,
  withdraw as withdrawOwn,
} from '#lib/gateway/operations';
import { newId } from '#lib/ids';
import { styles } from '#lib/messages/define';
import { adjustBalance, givePayoutBack, undoTransfer } from '#lib/office/money';
import { advanceOrder, refundOrder } from '#lib/office/orders';
import { mailReceipt } from '#lib/office/receipts';
import { createUsers, type Person } from '#lib/user/users';
import { orderRequest, publishNow, test } from '#scripts/testing/shop';
import { eraseAccount } from './erase.ts';

vi.mock('#lib/log');
// Nothing is asked for while a password is verified that would not be asked for before.
vi.mock(import('#lib/accounts/passwords'), async (original) => ({ ...(await original()), verifyPassword: async () => true }));

process.env.TOP_UP = 'sandbox';
const password = 'correct horse battery';
const staff = { userId: newId(), role: 'manager' as const };
const items = [{ productId: 'tea', quantity: 1 }];

const asking = <Body>(body: Body) => ({
  ...{ actor: staff, body, correlationId: newId(), idempotencyKey: newId(), fingerprint: '' },
});

interface Racer extends Person {
  /** An order that is paid. */
  orderId: string;
  /** A withdrawal that waits as a payout, and what was taken at the till. */
  payoutId: string;
  topUpId: string;
}

type Setup = { order?: boolean; payout?: boolean; topUp?: number; alert?: number };
type Deed = [name: string, setup: Setup, act: (racer: Racer) => Promise<unknown>];

const till = (racer: Racer, amount = 100) => ({
  userId: racer.userId,
  amount,
  method: 'cash' as const,
  note: 'at the till',
});

const deeds: Deed[] = [
  ['pays in', {}, ({ userId }) => topUp(userId, asking({ amount: 100 }))],
  ['withdraws', { topUp: 100 }, ({ userId }) => withdrawOwn(userId, asking({ amount: 100 }))],
  ...styles.map((style): Deed => [`orders, ${style}`, {}, ({ userId }) => order(style, userId, asking({ items }))]),
  ...styles.map(
    (style): Deed => [
      `spends the last, ${style}`,
      { topUp: 250, alert: 10 },
      ({ userId }) => order(style, userId, asking({ items })),
    ],
  ),
  ['cancels', { order: true }, ({ userId, orderId }) => cancelOrder(userId, orderId, asking(null))],
  ['is served', {}, (racer) => takeAtTill(staff, asking(till(racer)))],
  ['is paid out', { topUp: 100 }, (racer) => payOutAtTill(staff, asking(till(racer)))],
  ['is sold to', {}, ({ userId }) => orderAtTill(staff, userId, asking({ items }))],
  ['is corrected', {}, ({ userId }) => adjustBalance(userId, asking({ amount: 100, reason: 'sorry' }))],
  ['is refunded', { order: true }, ({ orderId }) => refundOrder(orderId, asking({ reason: 'spilled' }))],
  ['is called out', { order: true }, ({ orderId }) => advanceOrder(orderId, asking({ from: 'accepted', to: 'ready' }))],
  ['is returned a payout', { payout: true }, ({ payoutId }) => givePayoutBack(payoutId, asking({ reason: 'IBAN' }))],
  ['is undone', { topUp: 100 }, ({ topUpId }) => undoTransfer(topUpId, asking({ reason: 'typed wrong' }))],
  [
    'is mailed a receipt',
    { topUp: 100 },
    async (racer) => {
      await payOutAtTill(staff, asking(till(racer)));
      await mailReceipt(racer.topUpId, asking(null));
    },
  ],
  ['forgets the password', {}, ({ email }) => sendPasswordReset(email)],
];

async function giveCredential(userId: string, hash: string, role = 'customer'): Promise<void> {
  await query('INSERT INTO accounts.credentials (user_id, password_hash, role) VALUES ($1, $2, $3)', [
    userId,
    hash,
    role,
  ]);
}

async function given(name: string, hash: string, setup: Setup): Promise<Racer> {
  const userId = newId();
  const person: Person = {
    userId,
    email: `${name.toLowerCase()}@example.com`,
    name,
    phone: null,
    address: null,
    locale: 'en',
  };
  const payout = transferOf(userId, 70);
  const taken = { ...transferOf(userId, setup.topUp ?? 0), method: 'cash' as const, actorId: staff.userId };
  const request = orderRequest('command-reply', person);
  await transact(async (tx) => {
    await createUsers(tx, [person]);
    if (setup.order) await deposit(tx, [transferOf(userId, 250)]);
    if (setup.payout) {
      await deposit(tx, [transferOf(userId, 70)]);
      await withdraw(tx, [payout]);
    }
    if (setup.topUp) await deposit(tx, [taken]);
  });
  if (setup.alert) await setAlertBelow(userId, 'EUR', setup.alert);
  await giveCredential(userId, hash);
  if (setup.order) await publishNow(request);
  return { ...person, orderId: request.body.orderId as string, payoutId: payout.transferId, topUpId: taken.transferId };
}

/** Erases an account as somebody does who tries again while something is under way. */
async function eraseStubbornly(racer: Racer): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const { kind } = await eraseAccount(racer, password);
    if (kind !== 'pending' || attempt === 8) return kind;
    await delay(attempt * 3);
  }
}

/** Which of the texts stand anywhere in the database, with the table. */
async function placesOf(texts: string[]): Promise<string[]> {
  const tables = await query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('user', 'billing', 'order', 'notification', 'gateway', 'accounts', 'pgboss') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ wanted: string }>(
      `SELECT DISTINCT wanted FROM unnest($1::text[]) AS given(wanted) JOIN ${name} AS kept ON kept::text ILIKE '%' || wanted || '%'`,
      [texts],
    );
    found.push(...rows.map(({ wanted }) => `${name}: ${wanted}`));
  }
  return found;
}

const repetitions = Number(process.env.REPETITIONS ?? 1);
const ACCOUNTS = 41;
const AT_ONCE = 6;

test('whoever is erased beside what is asked for them holds no money and leaves no name', {
  timeout: 600_000,
}, async () => {
  const hash = await hashPassword(password);
  await giveCredential(staff.userId, hash, staff.role);
  const worker = await startWorker(consumers, []);
  const tally: Record<string, number> = {};
  const faults: string[] = [];
  for (let round = 0; round < repetitions; round += 1) {
    const racing = Array.from({ length: ACCOUNTS }, (_, index) => ({
      deed: deeds[(index + round * 5) % deeds.length] as Deed,
      index,
    }));
    const erased = new Map<string, string>();
    const work = racing.values();
    const lane = async () => {
      for (const {
        deed: [name, setup, act],
        index,
      } of work) {
        const racer = await given(`Racer${round}x${index}x`, hash, setup);
        while (setup.order) {
          const [row] = await query<{ n: number }>(
            `SELECT count(*)::int AS n FROM notification.notifications WHERE user_id = $1`,
            [racer.userId],
          );
          if (row?.n) break;
          await delay(5);
        }
        const acting = delay(Math.random() * 15).then(() => act(racer));
                const [kind, outcome] = await Promise.all([
          eraseStubbornly(racer),
          acting.catch((e: Error) => ({ outcome: { kind: e.message.slice(0, 90) } })),
        ]);
        const what = (outcome as { outcome?: { kind: string } } | undefined)?.outcome?.kind ?? '';
        tally[`${name}: ${kind} / ${what}`] = (tally[`${name}: ${kind} / ${what}`] ?? 0) + 1;
        if (kind === 'erased') erased.set(racer.userId, `${name} ${racer.name}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    await drain(consumers);
    await delay(100);
    await drain(consumers);
    const names = new Map([...erased.values()].map((text) => [text.split(' ').at(-1) as string, text]));
    const money = await query<{ id: string; balance: number }>(
      `SELECT user_id AS id, balance FROM billing.accounts WHERE user_id = ANY($1) AND balance > 0
       UNION ALL SELECT user_id, amount FROM billing.payouts WHERE user_id = ANY($1) AND state = 'waiting'`,
      [[...erased.keys()]],
    );
    faults.push(...money.map(({ id, balance }) => `${erased.get(id)} holds ${balance}`));
    for (const place of await placesOf([...names.keys()]))
      faults.push(`${names.get(place.split(': ')[1] as string)} stands in ${place.split(':')[0]}`);
  }
  await worker.stop();
  if (process.env.TALLY) console.log(tally);
  expect(faults).toEqual([]);
});

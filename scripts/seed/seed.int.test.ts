import path from 'node:path';
import { expect, vi } from 'vitest';
import { audit } from '#lib/audit/audit';
import { readCloses } from '#lib/billing/day-close';
import { listDeadLetters } from '#lib/broker/dead-letters';
import { spendRetries } from '#lib/broker/job-table';
import { query } from '#lib/db/pool';
import { newId } from '#lib/ids';
import { reportTrialBalanceOf } from '#lib/office/ledger';
import { setWalletBlocked } from '#lib/office/money';
import { readToday } from '#lib/office/today';
import { test } from '#scripts/testing/integration';
import { temporaryFolder } from '#scripts/testing/temporary';
import { planOf } from './plan.ts';
import { seed } from './seed.ts';

vi.mock('#lib/broker/job-table', { spy: true });
vi.mock('#lib/office/money', { spy: true });

const demoAccountsFile = path.join(temporaryFolder(), 'demo-accounts.json');

/** How much there is of what the history makes, but for the orders. */
const counts = async () =>
  (
    await query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM "user".users) AS people,
        (SELECT count(*)::int FROM accounts.credentials) AS credentials,
        (SELECT count(*)::int FROM "order".orders WHERE status = 'refused') AS refused,
        (SELECT count(*)::int FROM "order".refunds WHERE status = 'settled') AS refunds,
        (SELECT count(*)::int FROM billing.payouts WHERE state = 'waiting') AS waiting,
        (SELECT count(*)::int FROM billing.payouts WHERE state = 'settled') AS settled,
        (SELECT count(*)::int FROM billing.accounts WHERE blocked_at IS NOT NULL) AS blocked,
        (SELECT count(*)::int FROM "user".users WHERE card_id IS NOT NULL) AS cards,
        (SELECT count(*)::int FROM billing.day_closes) AS days,
        (SELECT count(*)::int FROM billing.day_closes WHERE reason IS NOT NULL) AS differing,
        (SELECT count(*)::int FROM pg_trigger WHERE tgname LIKE 'tell%') AS telling`,
    )
  )[0];

const history = {
  ...{ people: 23, credentials: 23, refused: 1, refunds: 2, waiting: 1, settled: 1 },
  ...{ blocked: 1, cards: 6, days: 7, differing: 1, telling: 0 },
};
const owner = { userId: newId(), role: 'owner' } as const;

test('a first start that ends in the middle leaves nothing of the history, or what the next one finishes', {
  timeout: 60_000,
}, async ({ database }) => {
  vi.mocked(spendRetries).mockRejectedValueOnce(new Error('killed'));
  await expect(seed(database.url, { demoAccountsFile })).rejects.toThrow('killed');
  expect(await counts()).toMatchObject({ people: 0, credentials: 0, days: 0, waiting: 0, telling: 0 });
  vi.mocked(setWalletBlocked).mockRejectedValueOnce(new Error('killed'));
  await expect(seed(database.url, { demoAccountsFile })).rejects.toThrow('killed');
  expect(await counts()).toEqual({ ...history, blocked: 0 });
});

// Those below go on from the test above.
test('the demo shop has a history after its first start, and no second one', async ({ database }) => {
  const accounts = await seed(database.url, { demoAccountsFile });
  expect(await counts()).toEqual(history);
  expect(await audit(database.url)).toEqual([]);
  expect(await readToday(owner)).toMatchObject({
    counter: { accepted: 3, preparing: 3, ready: 2, late: 0 },
    needs: { deadLetters: 1, payouts: { count: 1 } },
  });
  const [dead] = await listDeadLetters(10);
  expect(dead?.letters).toMatchObject([{ error: expect.stringMatching(/User Service does not answer/) }]);

  expect(await seed(database.url, { demoAccountsFile })).toEqual(accounts);
  expect(await counts()).toEqual(history);
});

const plan = planOf(new Date(), 'UTC').days;
const past = plan.slice(0, -1).map(({ day }) => day);

test('each of the last eight days has its orders, numbered from 1', async () => {
  const days = await query<{ day: string; orders: number; numbers: number[]; last: number; hours: number }>(
    `SELECT orders.day::text, count(*)::int AS orders, array_agg(number ORDER BY number) AS numbers, max(days.last_number) AS last,
       count(DISTINCT date_trunc('hour', created_at))::int AS hours
     FROM "order".orders JOIN "order".days ON days.day = orders.day GROUP BY orders.day ORDER BY orders.day`,
  );
  expect(days.map(({ day }) => day)).toEqual(plan.map(({ day }) => day));
  for (const { orders, numbers, last } of days) {
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(last).toBe(orders);
  }
  for (const { orders, hours } of days.slice(0, -1)) {
    expect(orders).toBeGreaterThan(25);
    expect(orders).toBeLessThan(36);
    expect(hours).toBeGreaterThan(4);
  }
});

test('whatever tells of an order or of money is of its day', async () => {
  const others = await query(
    `WITH orders AS (SELECT id, correlation_id, day FROM "order".orders WHERE number IS NOT NULL), dated AS (
       SELECT id, day, created_at AS time FROM "order".orders WHERE number IS NOT NULL
       UNION ALL SELECT id, day, settled_at FROM "order".orders WHERE number IS NOT NULL
       UNION ALL SELECT id, day, fulfilment_at FROM "order".orders WHERE number IS NOT NULL
       UNION ALL SELECT transfers.id, day, created_at FROM billing.transfers JOIN orders ON orders.id = order_id
       UNION ALL SELECT entries.id, day, entries.created_at FROM billing.entries
         JOIN billing.transfers ON transfers.id = transfer_id JOIN orders ON orders.id = order_id
       UNION ALL SELECT subject_id, day, decided_at FROM billing.decisions JOIN orders ON orders.id = subject_id
       UNION ALL SELECT notifications.id, day, created_at FROM notification.notifications JOIN orders ON orders.id = order_id
       UNION ALL SELECT messages.id, day, time FROM gateway.messages JOIN orders USING (correlation_id)
     ), timed AS (
       SELECT *, to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) AS made FROM dated
     )
     SELECT * FROM timed WHERE time::date <> day OR made::date <> day`,
  );
  expect(others).toEqual([]);
  const backwards = await query(
    `SELECT * FROM (SELECT created_at, lag(created_at) OVER (PARTITION BY account_id ORDER BY version) AS before
       FROM billing.entries WHERE version IS NOT NULL) AS entry WHERE created_at < before`,
  );
  expect(backwards).toEqual([]);
});

test('each day before today is closed on its evening, and its books balance', async () => {
  const closes = await readCloses(10);
  expect(closes.map(({ day, closedAt }) => [day, closedAt.slice(0, 10)])).toEqual(
    past.toReversed().map((day) => [day, day]),
  );
  for (const { day, totals } of closes) {
    const [orders] = await query<{ count: number; amount: number }>(
      `SELECT count(*)::int, sum(total)::int8 AS amount FROM "order".orders WHERE day = $1`,
      [day],
    );
    expect(totals.payment).toEqual(orders);
    expect(totals.deposit?.count).toBeGreaterThan(2);
    const balance = await reportTrialBalanceOf(owner, day);
    expect(balance?.currencies).toMatchObject([{ currency: 'EUR', sum: 0 }]);
    expect(balance?.currencies[0]?.accounts.length).toBeGreaterThan(3);
  }
});

import path from 'node:path';
import { expect, vi } from 'vitest';
import { audit } from '#lib/audit/audit';
import { listDeadLetters } from '#lib/broker/dead-letters';
import { spendRetries } from '#lib/broker/job-table';
import { query } from '#lib/db/pool';
import { newId } from '#lib/ids';
import { setWalletBlocked } from '#lib/office/money';
import { readToday } from '#lib/office/today';
import { test } from '#scripts/testing/integration';
import { temporaryFolder } from '#scripts/testing/temporary';
import { seed } from './seed.ts';

vi.mock('#lib/broker/job-table', { spy: true });
vi.mock('#lib/office/money', { spy: true });

const demoAccountsFile = path.join(temporaryFolder(), 'demo-accounts.json');

/** How much there is of what the history makes. */
const counts = async () =>
  (
    await query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM "user".users) AS people,
        (SELECT count(*)::int FROM accounts.credentials) AS credentials,
        (SELECT count(*)::int FROM "order".orders WHERE status = 'paid') AS paid,
        (SELECT count(*)::int FROM "order".orders WHERE status = 'refused') AS refused,
        (SELECT count(*)::int FROM "order".refunds WHERE status = 'settled') AS refunds,
        (SELECT count(*)::int FROM billing.payouts WHERE state = 'waiting') AS waiting,
        (SELECT count(*)::int FROM billing.payouts WHERE state = 'settled') AS settled,
        (SELECT count(*)::int FROM billing.accounts WHERE blocked_at IS NOT NULL) AS blocked,
        (SELECT count(*)::int FROM "user".users WHERE card_id IS NOT NULL) AS cards,
        (SELECT count(*)::int FROM billing.day_closes) AS days,
        (SELECT count(*)::int FROM billing.day_closes WHERE reason IS NOT NULL) AS differing`,
    )
  )[0];

const history = {
  ...{ people: 23, credentials: 3, paid: 203, refused: 1, refunds: 1, waiting: 1, settled: 1 },
  ...{ blocked: 1, cards: 6, days: 2, differing: 1 },
};

test('a first start that ends in the middle leaves nothing of the history, or what the next one finishes', async ({
  database,
}) => {
  vi.mocked(spendRetries).mockRejectedValueOnce(new Error('killed'));
  await expect(seed(database.url, { demoAccountsFile })).rejects.toThrow('killed');
  expect(await counts()).toMatchObject({ people: 0, credentials: 0, paid: 0, waiting: 0 });
  vi.mocked(setWalletBlocked).mockRejectedValueOnce(new Error('killed'));
  await expect(seed(database.url, { demoAccountsFile })).rejects.toThrow('killed');
  expect(await counts()).toEqual({ ...history, blocked: 0, days: 0, differing: 0 });
});

// Goes on from the test above.
test('the demo shop has a history after its first start, and no second one', async ({ database }) => {
  const accounts = await seed(database.url, { demoAccountsFile });
  expect(await counts()).toEqual(history);
  expect(await audit(database.url)).toEqual([]);
  expect(await readToday({ userId: newId(), role: 'owner' })).toMatchObject({
    orders: { count: 203 },
    refunds: { count: 1 },
    counter: { accepted: 3, preparing: 3, ready: 2 },
    needs: { deadLetters: 1, payouts: { count: 1 } },
  });
  const [dead] = await listDeadLetters(10);
  expect(dead?.letters).toMatchObject([{ error: expect.stringMatching(/User Service does not answer/) }]);

  expect(await seed(database.url, { demoAccountsFile })).toEqual(accounts);
  expect(await counts()).toEqual(history);
});

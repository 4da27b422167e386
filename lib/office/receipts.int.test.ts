import { expect } from 'vitest';
import { transferOf } from '#lib/billing/testing';
import { deposit } from '#lib/billing/transfers';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { changeIdentity } from '#lib/shop/identity';
import { givenCustomer, test } from '#scripts/testing/shop';
import { undoTransfer } from './money.ts';
import { mailReceipt, readReceipt } from './receipts.ts';

const actor = { userId: newId(), role: 'counter' as const };
const asking = <Body>(body: Body) => ({
  actor,
  body,
  correlationId: newId(),
  idempotencyKey: null,
  fingerprint: '',
});

async function givenTopUp(userId: string): Promise<string> {
  const taken = { ...transferOf(userId, 1_000), method: 'cash' as const, actorId: actor.userId };
  await transact((tx) => deposit(tx, [taken]));
  return taken.transferId;
}

const receiptsOf = (userId: string) =>
  query<{ subject: string; text: string }>(
    `SELECT subject, "text" FROM notification.mails WHERE kind = 'receipt' AND user_id = $1`,
    [userId],
  );

test('a receipt is mailed under the name that the office has given the shop', async () => {
  await transact((tx) => changeIdentity(tx, { name: 'Kantine', accent: null, languages: null }));
  const { userId } = await givenCustomer(0);
  const { outcome } = await mailReceipt(await givenTopUp(userId), asking({}));
  expect(outcome).toEqual({ kind: 'mailed' });
  expect(await receiptsOf(userId)).toEqual([
    { subject: 'Kantine: your receipt for €10.00', text: expect.stringMatching(/Kantine$/) },
  ]);
});

test('what was undone has no receipt to mail', async () => {
  const { userId } = await givenCustomer(0);
  const transferId = await givenTopUp(userId);
  const undone = await undoTransfer(transferId, asking({ reason: 'Typed 10 for 1' }));
  expect(undone.outcome).toMatchObject({ kind: 'settled' });
  expect((await mailReceipt(transferId, asking({}))).outcome).toEqual({ kind: 'already-reversed' });
  expect(await receiptsOf(userId)).toEqual([]);
});

test('only who may work at the till reads a receipt', async () => {
  const { userId } = await givenCustomer(0);
  const transferId = await givenTopUp(userId);
  expect(await readReceipt(actor, transferId)).toMatchObject({ transferId, amount: 1_000 });
  expect(await readReceipt({ ...actor, role: 'auditor' }, transferId)).toBe(null);
});

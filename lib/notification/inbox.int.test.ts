import { expect } from 'vitest';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { countUnread, readInbox } from './inbox.ts';
import { notificationKinds } from './kinds.ts';
import { notifyOfLowBalances } from './low-balance.ts';
import { markRead, markUnread } from './mark-read.ts';
import { notifyOfOutcomes } from './order-outcomes.ts';
import { type Preferences, savePreferences } from './preferences.ts';
import { prune } from './prune.ts';
import { readNotifications } from './read.ts';

// These notifications are about orders that nobody placed.
test.override('booksMustBalance', false);

const recipient = { email: 'ann@example.com', name: 'Ann', locale: 'en' } as const;

const endOrder = (userId: string, outcome: 'paid' | 'refused') =>
  transact((tx) =>
    notifyOfOutcomes(tx, [
      {
        orderId: newId(),
        userId,
        items: [{ productId: 'tea', name: 'Pot of tea', quantity: 1, price: 250 }],
        total: 250,
        currency: 'EUR',
        contact: recipient,
        outcome,
        reason: outcome === 'refused' ? 'insufficient-funds' : null,
      },
    ]),
  );

const alert = (userId: string) =>
  transact((tx) =>
    notifyOfLowBalances(tx, [
      { userId, transferId: newId(), balance: 320, alertBelow: 500, currency: 'EUR', recipient },
    ]),
  );

const only = (event: string, choice: { byEmail: boolean; inApp: boolean }) =>
  Object.fromEntries(
    notificationKinds.map((kind) => [kind, kind === event ? choice : { byEmail: true, inApp: true }]),
  ) as Preferences;

const kinds = async (userId: string, filter?: Parameters<typeof readInbox>[1]['filter']) =>
  (await readInbox(userId, { limit: 10, ...(filter && { filter }) })).items.map(({ kind }) => kind);

test('shows outcomes and alerts together, newest first, and each kind alone', async () => {
  const ann = newId();
  await endOrder(ann, 'paid');
  await alert(ann);
  await endOrder(ann, 'refused');
  await endOrder(newId(), 'paid');
  expect(await kinds(ann)).toEqual(['order-refused', 'low-balance', 'order-paid']);
  expect(await kinds(ann, 'paid')).toEqual(['order-paid']);
  expect(await kinds(ann, 'refused')).toEqual(['order-refused']);
  expect(await kinds(ann, 'alerts')).toEqual(['low-balance']);
  expect((await readInbox(ann, { limit: 10, filter: 'paid' })).items[0]?.order).toMatchObject({ total: 250 });
});

test('pages through the inbox, and starts at the notification that a mail leads to', async () => {
  const ann = newId();
  for (let count = 0; count < 5; count++) await endOrder(ann, 'paid');
  const whole = (await readInbox(ann, { limit: 10 })).items.map(({ id }) => id);
  const first = await readInbox(ann, { limit: 2 });
  const second = await readInbox(ann, { limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(whole.slice(0, 4));
  const linked = await readInbox(ann, { limit: 10, from: whole[3] });
  expect(linked.items.map(({ id }) => id)).toEqual(whole.slice(3));
});

test('marks one notification as read and as unread again, then all, for its owner only', async () => {
  const ann = newId();
  await endOrder(ann, 'paid');
  await alert(ann);
  const [newest, outcome] = (await readInbox(ann, { limit: 10 })).items.map(({ id }) => id);
  expect(await countUnread(ann)).toBe(2);
  await markRead(ann, newest);
  expect(await countUnread(ann)).toBe(1);
  expect((await readInbox(ann, { limit: 10, filter: 'unread' })).items.map(({ id }) => id)).toEqual([outcome]);
  await markUnread(ann, newest ?? '');
  expect(await countUnread(ann)).toBe(2);
  await markRead(newId(), newest);
  expect(await countUnread(ann)).toBe(2);
  await markRead(ann);
  expect(await countUnread(ann)).toBe(0);
  await markUnread(newId(), newest ?? '');
  expect(await countUnread(ann)).toBe(0);
});

test('an outcome that is not wanted in the inbox is recorded and counts as read', async () => {
  const ann = newId();
  await savePreferences(ann, only('order-paid', { byEmail: true, inApp: false }));
  await endOrder(ann, 'paid');
  await endOrder(ann, 'refused');
  expect((await readNotifications(ann, { limit: 10 })).items).toHaveLength(2);
  expect(await countUnread(ann)).toBe(1);
});

test('an outcome that is not wanted by e-mail is recorded and has no mail', async () => {
  const ann = newId();
  await savePreferences(ann, only('order-refused', { byEmail: false, inApp: true }));
  expect(await endOrder(ann, 'paid')).toHaveLength(1);
  expect(await endOrder(ann, 'refused')).toEqual([]);
  expect(await countUnread(ann)).toBe(2);
  await savePreferences(ann, only('', { byEmail: true, inApp: true }));
  expect(await endOrder(ann, 'refused')).toHaveLength(1);
});

test('an alert follows its own preference', async () => {
  const ann = newId();
  expect(await alert(ann)).toHaveLength(1);
  await savePreferences(ann, only('low-balance', { byEmail: false, inApp: false }));
  expect(await alert(ann)).toEqual([]);
  expect(await countUnread(ann)).toBe(1);
  expect(await kinds(ann)).toEqual(['low-balance', 'low-balance']);
  expect((await readNotifications(ann, { limit: 10 })).items).toEqual([]);
});

test('mails are deleted after the days that messages are kept, and the notifications stay', async () => {
  const ann = newId();
  await endOrder(ann, 'paid');
  await alert(ann);
  const day = 86_400_000;
  const mailsOf = () => query('SELECT FROM notification.mails WHERE user_id = $1', [ann]);
  await prune(Date.now() + 89 * day);
  expect(await mailsOf()).toHaveLength(2);
  await prune(Date.now() + 91 * day);
  expect(await mailsOf()).toEqual([]);
  expect((await readInbox(ann, { limit: 10 })).items).toMatchObject([
    { kind: 'low-balance', text: expect.stringContaining('€3.20') },
    { kind: 'order-paid', order: { total: 250 } },
  ]);
});

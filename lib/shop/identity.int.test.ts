import { expect } from 'vitest';
import { sendLink } from '#lib/accounts/account-mail';
import { readAuditLog } from '#lib/accounts/audit-log';
import { query } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { addProduct, editProduct } from '#lib/office/catalogue';
import { identityForm } from '#lib/office/schemas';
import { setIdentity } from '#lib/office/settings';
import { readCatalogue } from '#lib/order/catalogue';
import { readProducts } from '#lib/order/read';
import { givenCustomer, test } from '#scripts/testing/shop';
import { changeIdentity, readIdentity, shopIdentity } from './identity.ts';

const asking = <Body>(body: Body, role: 'owner' | 'manager' = 'owner') => ({
  actor: { userId: newId(), role },
  body,
  correlationId: newId(),
  idempotencyKey: null,
  fingerprint: '',
});
const typed = { name: ' Kantine ', accent: '#AA3300', first: 'ru', en: 'on' };
const own = { name: 'Kantine', accent: '#aa3300', languages: ['ru' as const, 'en' as const] };

test('what an owner sets of the shop holds from then on, is in its mails and in the audit log', async () => {
  expect(await shopIdentity()).toMatchObject({ name: 'Saldo', accent: undefined, languages: ['en', 'ru'] });
  const request = asking(identityForm.parse(typed));
  expect((await setIdentity(request)).outcome).toEqual({ kind: 'settings-changed' });
  await setIdentity(asking(own));
  expect(await shopIdentity()).toEqual(own);

  const ann = await givenCustomer(0);
  await sendLink('verify-email', ann);
  const [mail] = await query<{ subject: string; text: string }>(
    'SELECT subject, "text" FROM notification.mails WHERE address = $1',
    [ann.email],
  );
  expect(mail?.text).toContain('Kantine');
  expect(mail?.text).not.toContain('Saldo');

  const { items } = await readAuditLog({ limit: 5, subject: 'shop:identity' });
  const before = { name: null, accent: null, languages: null };
  expect(items).toMatchObject([{ action: 'settings-changed', actorId: request.actor.userId, before, after: own }]);
});

test('another default language is that of the texts of the catalogue, and needs a name in it for what is offered', async () => {
  const english = { name: null, accent: null, languages: ['en' as const, 'ru' as const] };
  const russian = { ...english, languages: ['ru' as const] };
  await setIdentity(asking(english));
  const manager = asking({ productId: 'cup', name: { en: 'Cup' }, category: 'other', price: 100 });
  expect((await addProduct(manager)).outcome).toMatchObject({ kind: 'saved' });
  const nameOf = async (id: string) => (await readProducts()).find(({ productId }) => productId === id)?.name;
  expect(await nameOf('tea')).toBe('Pot of tea');

  const refused = await setIdentity(asking(russian));
  expect(refused.outcome).toEqual({ kind: 'names-missing', products: ['Cup'] });
  expect((await readIdentity()).languages).toEqual(english.languages);
  expect(await nameOf('tea')).toBe('Pot of tea');

  // What is archived is offered to nobody: it keeps the text that it has.
  await editProduct('cup', asking({ archived: true }));
  const heard: (string[] | null)[] = [];
  const stop = onSignal('catalogue', (keys) => heard.push(keys));
  expect((await setIdentity(asking(russian))).outcome).toEqual({ kind: 'settings-changed' });
  stop();
  expect(heard.flat()).toContain('shop');
  expect(await nameOf('tea')).toBe('Чайник чая');
  const cup = (await readCatalogue()).find(({ productId }) => productId === 'cup');
  expect(cup?.name).toEqual({ en: 'Cup' });
  await setIdentity(asking(own));
});

test('only an owner may set it, and what is left empty is as the settings of the server say', async () => {
  const nothing = identityForm.parse({ name: '', accent: '', first: 'en' });
  expect(nothing).toEqual({ name: null, accent: null, languages: ['en'] });
  expect((await setIdentity(asking(nothing, 'manager'))).outcome).toEqual({ kind: 'not-allowed' });
  expect(await readIdentity()).toEqual(own);
  await setIdentity(asking(nothing));
  expect(await shopIdentity()).toEqual({ name: 'Saldo', accent: undefined, languages: ['en'] });
});

test('what another process has set is seen within seconds', async ({ expect }) => {
  await shopIdentity();
  await transact((tx) => changeIdentity(tx, own));
  await expect.poll(shopIdentity, { timeout: 5_000 }).toEqual(own);
});

test('an accent that is none, and a name of several lines, are refused', () => {
  expect(identityForm.safeParse({ ...typed, accent: 'blue' }).success).toBe(false);
  expect(identityForm.safeParse({ ...typed, accent: '361' }).success).toBe(false);
  expect(identityForm.safeParse({ ...typed, name: 'Two\nlines' }).success).toBe(false);
  expect(identityForm.safeParse({ ...typed, first: 'de' }).success).toBe(false);
});

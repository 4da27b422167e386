import sharp from 'sharp';
import { expect } from 'vitest';
import { readAuditLog } from '#lib/accounts/audit-log';
import type { Role } from '#lib/accounts/roles';
import { query } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { readImage, readProducts } from '#lib/order/read';
import { setStock } from '#lib/order/stock';
import { test as base } from '#scripts/testing/integration';
import {
  addProduct,
  editProduct,
  readOfficeCatalogue,
  readOfficeHours,
  removeProductImage,
  setHours,
  setProductImage,
} from './catalogue.ts';
import type { ProductBody } from './catalogue-schemas.ts';

const test = base.extend('manager', { scope: 'file', auto: true }, async ({ database: _ }) => {
  await query(`INSERT INTO gateway.shop (currency) VALUES ('EUR') ON CONFLICT DO NOTHING`);
  return asking('manager');
});

/** Somebody of the office, and the requests that they make. */
function asking(role: Role) {
  const actor = { userId: newId(), role };
  return <Body>(body: Body, idempotencyKey: string | null = null) => ({
    actor,
    body,
    correlationId: newId(),
    idempotencyKey,
    fingerprint: JSON.stringify(body),
  });
}

const tea = (changes: Partial<ProductBody> = {}): ProductBody => ({
  name: { en: `Tea ${newId()}`, ru: 'Чай' },
  category: 'drinks',
  price: 250,
  ...changes,
});

type Asking = ReturnType<typeof asking>;

async function givenProduct(manager: Asking, changes: Partial<ProductBody> = {}): Promise<string> {
  const { outcome } = await addProduct(manager(tea(changes)));
  if (outcome.kind !== 'saved') throw new Error(outcome.kind);
  return outcome.product.productId;
}

const shown = async (productId: string, language?: 'en' | 'ru') =>
  (await readProducts(language)).find((product) => product.productId === productId);

/** A photo that says where it was taken and that it lies on its side. */
const photo = (colour: string, width = 1_200, height = 800) =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'somebody', Artist: 'somebody' }, IFD3: { GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();

test('a product is made once for each key, at the end, in two languages, and recorded', async ({ manager }) => {
  const other = await givenProduct(manager);
  const request = manager(
    tea({ name: { en: 'Crème brûlée', ru: 'Крем-брюле' }, description: { en: 'Burnt' } }),
    newId(),
  );
  const [first, again] = [await addProduct(request), await addProduct(request)];
  expect(first.outcome).toMatchObject({
    kind: 'saved',
    product: { productId: 'creme-brulee', art: 'token', stock: null },
  });
  expect(again).toMatchObject({ isRepeat: true, outcome: first.outcome });
  const ids = (await readProducts()).map(({ productId }) => productId);
  expect(ids.indexOf('creme-brulee')).toBeGreaterThan(ids.indexOf(other));
  expect(await shown('creme-brulee', 'ru')).toMatchObject({ name: 'Крем-брюле', description: 'Burnt', image: null });
  expect(await shown('creme-brulee')).toMatchObject({ name: 'Crème brûlée', available: true, stock: null });
  expect((await addProduct(manager(tea({ productId: 'creme-brulee' })))).outcome.kind).toBe('product-exists');
  expect((await addProduct(manager(tea({ name: { ru: 'Чай' } })))).outcome).toEqual({
    kind: 'text-missing',
    pointer: '/name/en',
  });
  const { items } = await readAuditLog({ limit: 10, subject: 'product:creme-brulee' });
  expect(items).toMatchObject([{ action: 'product-changed', before: null, after: { price: 250, category: 'drinks' } }]);
});

test('two people who change different things of a product at once both do, and each change is recorded alone', async ({
  manager,
}) => {
  const productId = await givenProduct(manager, { name: { en: 'Soup', ru: 'Суп' }, productId: 'soup' });
  const changes = [{ price: 300 }, { stock: 3 }, { name: { ru: 'Суп дня' } }, { description: { en: 'Hot' } }];
  const heard: unknown[] = [];
  const stop = onSignal('catalogue', (keys) => heard.push(keys));
  await Promise.all(changes.map((change) => editProduct(productId, manager(change))));
  stop();
  expect(heard.length).toBeGreaterThanOrEqual(4);
  expect(await shown(productId, 'ru')).toMatchObject({ name: 'Суп дня', price: 300, stock: 3, description: 'Hot' });
  expect(await shown(productId, 'en')).toMatchObject({ name: 'Soup' });
  const { items } = await readAuditLog({ limit: 10, subject: 'product:soup' });
  expect(items.map(({ before, after }) => [before, after])).toEqual(
    expect.arrayContaining([
      [{ price: 250 }, { price: 300 }],
      [{ stock: null }, { stock: 3 }],
      [{ name: { en: 'Soup', ru: 'Суп' } }, { name: { en: 'Soup', ru: 'Суп дня' } }],
    ]),
  );
  expect(items).toHaveLength(5);
  // What changes nothing is not recorded.
  await editProduct(productId, manager({ price: 300 }));
  expect((await readAuditLog({ limit: 10, subject: 'product:soup' })).items).toHaveLength(5);
});

test('what orders take from the stock is told to open pages where they say how many are left', async ({ manager }) => {
  const productId = await givenProduct(manager, { stock: 7 });
  const heard: unknown[] = [];
  const stop = onSignal('catalogue', (keys) => heard.push(keys));
  const sell = (from: number, to: number) =>
    transact((tx) => setStock(tx, new Map([[productId, from]]), new Map([[productId, to]])));
  await sell(7, 6);
  expect(heard).toEqual([]);
  await sell(6, 5);
  await sell(5, 6);
  stop();
  expect(heard).toHaveLength(2);
});

test('a product is not available while it is sold out, and is not shown once it is archived', async ({ manager }) => {
  const productId = await givenProduct(manager, { stock: 0 });
  expect(await shown(productId)).toMatchObject({ available: false, stock: 0 });
  const later = new Date(Date.now() + 60_000).toISOString();
  await editProduct(productId, manager({ stock: 2, soldOutUntil: later }));
  expect(await shown(productId)).toMatchObject({ available: false, soldOutUntil: later });
  await editProduct(productId, manager({ soldOutUntil: new Date(Date.now() - 1_000).toISOString() }));
  expect(await shown(productId)).toMatchObject({ available: true, soldOutUntil: null });
  await editProduct(productId, manager({ archived: true }));
  expect(await shown(productId)).toBeUndefined();
  const office = await readOfficeCatalogue(manager(null).actor);
  expect(office).toContainEqual(expect.objectContaining({ productId, archived: true }));
});

test('a product without translations is in the first language for everybody', async () => {
  await query(`INSERT INTO "order".products (id, name, description, price, currency, position)
    VALUES ('old', 'Old', 'Older', 100, 'EUR', 0)`);
  expect(await shown('old', 'ru')).toMatchObject({ name: 'Old', description: 'Older' });
});

test('products are moved before one another, to a place and to the end', async ({ manager }) => {
  const [a, b, c] = [await givenProduct(manager), await givenProduct(manager), await givenProduct(manager)];
  const order = async () =>
    (await readProducts()).map(({ productId }) => productId).filter((productId) => [a, b, c].includes(productId));
  expect(await order()).toEqual([a, b, c]);
  await editProduct(c, manager({ before: a }));
  expect(await order()).toEqual([c, a, b]);
  await editProduct(a, manager({ before: null }));
  expect(await order()).toEqual([c, b, a]);
  await editProduct(a, manager({ position: 0 }));
  expect((await readOfficeCatalogue(manager(null).actor))?.[0]?.productId).toBe(a);
  expect((await editProduct(a, manager({ before: 'nothing', price: 1 }))).outcome.kind).toBe('unknown-place');
  expect(await shown(a)).toMatchObject({ price: 250 });
  // Two moves at once: both are seen.
  await Promise.all([editProduct(a, manager({ before: null })), editProduct(c, manager({ before: b }))]);
  expect(await order()).toEqual([c, b, a]);
});

test('a photo is served upright in two sizes as WebP, without anything that it told of its owner', async ({
  manager,
}) => {
  const productId = await givenProduct(manager);
  const upload = await photo('teal');
  expect((await sharp(upload).metadata()).exif).toBeDefined();
  await setProductImage(productId, manager(upload));
  const { image } = (await shown(productId)) ?? {};
  const [, hash = ''] = /^\/images\/([0-9a-f]{64})-small\.webp$/.exec(image?.small ?? '') ?? [];
  expect(image?.large).toBe(`/images/${hash}-large.webp`);
  for (const [size, width, height] of [
    ['small', 213, 320],
    ['large', 640, 960],
  ] as const) {
    const bytes = await readImage(hash, size);
    const told = await sharp(bytes ?? Buffer.of()).metadata();
    expect(told).toMatchObject({ format: 'webp', width, height });
    expect([told.exif, told.icc, told.xmp, told.iptc, told.orientation]).toEqual(Array(5).fill(undefined));
  }
  // A photo is gone with the last product that shows it.
  const other = await givenProduct(manager);
  await setProductImage(other, manager(upload));
  await removeProductImage(productId, manager(undefined));
  expect(await readImage(hash, 'small')).not.toBeNull();
  await setProductImage(other, manager(await photo('plum')));
  expect(await readImage(hash, 'small')).toBeNull();
});

test('what is no photo is refused, and so is one that would fill the memory', async ({ manager }) => {
  const productId = await givenProduct(manager);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const gif = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .gif()
    .toBuffer();
  const cut = (await photo('red')).subarray(0, 900);
  for (const upload of [Buffer.of(), Buffer.from('text'), svg, gif, cut])
    expect((await setProductImage(productId, manager(upload))).outcome).toEqual({
      kind: 'not-an-image',
      reason: 'unreadable',
    });
  const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'white' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.length).toBeLessThan(500_000);
  expect((await setProductImage(productId, manager(bomb))).outcome).toMatchObject({ reason: 'too-many-pixels' });
  expect((await setProductImage('nothing', manager(await photo('red', 9, 9)))).outcome.kind).toBe('unknown-product');
  expect(await query('SELECT FROM "order".images WHERE small IS NULL')).toEqual([]);
});

test('the opening hours are replaced as a whole, and recorded', async ({ manager }) => {
  const monday = { weekday: 1, opens: '08:30', closes: '24:00' };
  const closed = { day: '2027-01-01', opens: null, closes: null, note: 'New Year' };
  await setHours(manager({ weekdays: [monday], exceptions: [closed] }));
  expect(await readOfficeHours(manager(null).actor)).toEqual({ weekdays: [monday], exceptions: [closed] });
  const twice = { weekdays: [monday, { weekday: 2, opens: '10:00', closes: '12:00' }], exceptions: [] };
  await Promise.all([setHours(manager(twice)), setHours(manager(twice))]);
  expect(await readOfficeHours(manager(null).actor)).toEqual(twice);
  const { items } = await readAuditLog({ limit: 10, subject: 'shop:hours' });
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    action: 'hours-changed',
    before: { exceptions: [closed] },
    after: { exceptions: [] },
  });
});

test('who runs the counter and who audits see the catalogue and change nothing; customers do neither', async ({
  manager,
}) => {
  const productId = await givenProduct(manager);
  for (const role of ['counter', 'auditor', 'customer'] as const) {
    const asks = asking(role);
    expect((await readOfficeCatalogue(asks(null).actor)) === null).toBe(role === 'customer');
    expect((await editProduct(productId, asks({ price: 1 }))).outcome.kind).toBe('not-allowed');
    expect((await setProductImage(productId, asks(await photo('red', 9, 9)))).outcome.kind).toBe('not-allowed');
    expect((await setHours(asks({ weekdays: [], exceptions: [] }))).outcome.kind).toBe('not-allowed');
  }
});

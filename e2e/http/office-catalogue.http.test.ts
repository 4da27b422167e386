import sharp from 'sharp';
import { expect } from 'vitest';
import { newId } from '#lib/ids';
import { test as base } from '#scripts/testing/http';
import { type Answer, registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { openStream } from './stream.ts';

const test = base
  .extend('staff', { scope: 'file' }, ({ baseUrl, databaseUrl }) => async (role: string) => {
    const { userId, token } = await registered(baseUrl, 'command-reply');
    await inDatabase(databaseUrl, 'UPDATE accounts.credentials SET role = $2 WHERE user_id = $1', [userId, role]);
    return (method: string, path: string, body?: unknown, key?: string): Promise<Answer> =>
      send(`${baseUrl}/api/office/${path}`, method, { token, body, key });
  })
  .extend('manager', { scope: 'file' }, ({ staff }) => staff('manager'))
  .extend('upload', { scope: 'file' }, async ({ baseUrl, databaseUrl }) => {
    const { userId, token } = await registered(baseUrl, 'command-reply');
    await inDatabase(databaseUrl, `UPDATE accounts.credentials SET role = 'owner' WHERE user_id = $1`, [userId]);
    return (productId: string, body: Uint8Array, type = 'image/png') =>
      send(`${baseUrl}/api/office/products/${productId}/image`, 'PUT', {
        token,
        body,
        headers: { 'content-type': type },
      });
  });

const newProduct = () => {
  const productId = `tea-${newId()}`;
  return { productId, name: { en: 'Tea', ru: 'Чай' }, category: 'drinks', price: 250 };
};

const shown = async (baseUrl: string, productId: string, language = '*') => {
  const { body } = await send(`${baseUrl}/api/command-reply/products`, 'GET', {
    headers: { 'accept-language': language },
  });
  return body.items.find((item) => item.productId === productId);
};

const picture = (colour: string) =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: colour } })
    .png()
    .toBuffer();

test('a product is added once, and shown in the language of whoever reads', async ({ baseUrl, manager }) => {
  const product = newProduct();
  const key = newId();
  const [first, again] = [
    await manager('POST', 'products', product, key),
    await manager('POST', 'products', product, key),
  ];
  expect(first).toMatchObject({ status: 201, body: { ...product, available: true, stock: null, archived: false } });
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await manager('POST', 'products', product)).toMatchObject({
    status: 409,
    body: { type: '/problems/product-exists' },
  });
  const { productId } = product;
  expect(await shown(baseUrl, productId)).toMatchObject({ name: 'Tea', image: null, stock: null, soldOutUntil: null });
  expect(await shown(baseUrl, productId, 'ru-RU,en;q=0.5')).toMatchObject({ name: 'Чай', description: '' });
});

test('what is wrong with a product is named', async ({ manager }) => {
  const { name: _, ...nameless } = newProduct();
  const fields = async (body: object) => {
    const answer = await manager('POST', 'products', body);
    expect(answer.status).toBe(400);
    return (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
  };
  expect(await fields({ ...nameless, name: { ru: 'Чай' } })).toEqual(['/name/en']);
  expect(await fields({ ...newProduct(), price: 0, stock: -1, art: 'dragon', category: '' })).toEqual(
    expect.arrayContaining(['/price', '/stock', '/art', '/category']),
  );
  expect((await manager('PATCH', 'products/nothing', { price: 1 })).status).toBe(404);
  expect((await manager('PATCH', 'products/%zz', { price: 1 })).status).toBe(404);
});

test('a change changes what it names, and open pages of visitors hear of it', async ({ baseUrl, manager, signal }) => {
  const product = newProduct();
  const { productId } = product;
  await manager('POST', 'products', product);
  const { events, leave } = await openStream(baseUrl, '', signal, '?of=catalogue');
  const changed = await manager('PATCH', `products/${productId}`, { stock: 0, description: { ru: 'Чёрный' } });
  expect((await events.next()).value).toBe('changed');
  leave();
  expect(changed).toMatchObject({ status: 200, body: { price: 250, stock: 0, description: { ru: 'Чёрный' } } });
  expect(await shown(baseUrl, productId)).toMatchObject({ available: false, stock: 0 });
  await manager('PATCH', `products/${productId}`, { position: 0 });
  expect((await manager('GET', 'products')).body.items[0]).toMatchObject({ productId });
  await manager('PATCH', `products/${productId}`, { archived: true });
  expect(await shown(baseUrl, productId)).toBeUndefined();
  expect((await manager('GET', 'products')).body.items[0]).toMatchObject({ productId, archived: true });
});

test('a photo is encoded anew and served for good', async ({ baseUrl, manager, upload }) => {
  const product = newProduct();
  await manager('POST', 'products', product);
  expect((await upload(product.productId, await picture('olive'))).status).toBe(200);
  const { image } = (await shown(baseUrl, product.productId)) ?? {};
  const { small } = image as { small: string };
  const answer = await fetch(`${baseUrl}${small}`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 });
  const etag = answer.headers.get('etag') ?? '';
  expect((await fetch(`${baseUrl}${small}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await manager('DELETE', `products/${product.productId}/image`)).status).toBe(200);
  expect((await fetch(`${baseUrl}${small}`)).status).toBe(404);
  expect((await fetch(`${baseUrl}/images/passwd.webp`)).status).toBe(404);
});

test('a file that is no photo, or too large, is refused', async ({ manager, upload }) => {
  const { productId, ...product } = newProduct();
  await manager('POST', 'products', { productId, ...product });
  const refused = async (body: Uint8Array, type?: string) => {
    const answer = await upload(productId, body, type);
    return [answer.status, answer.body.type];
  };
  expect(await refused(Buffer.from('<svg/>'))).toEqual([422, '/problems/not-an-image']);
  expect(await refused(Buffer.from('<svg/>'), 'image/svg+xml')).toEqual([415, '/problems/unsupported-media-type']);
  expect(await refused(new Uint8Array(5 * 1024 * 1024 + 1))).toEqual([413, '/problems/body-too-large']);
});

test('the opening hours are set as a whole', async ({ manager }) => {
  const before = (await manager('GET', 'hours')).body;
  // Nobody else orders meanwhile: the hours stay always open today.
  const hours = {
    weekdays: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
    exceptions: [{ day: '2020-01-01', opens: null, closes: null, note: 'New Year' }],
  };
  expect(await manager('PUT', 'hours', hours)).toMatchObject({ status: 200, body: hours });
  expect((await manager('GET', 'hours')).body).toEqual(hours);
  const wrong = { weekdays: [{ weekday: 1, opens: '12:00', closes: '10:00' }], exceptions: [] };
  expect((await manager('PUT', 'hours', wrong)).body.errors).toMatchObject([{ pointer: '/weekdays/0/closes' }]);
  expect((await manager('PUT', 'hours', before)).body).toEqual(before);
});

test('the counter sees the catalogue and changes nothing; a customer sees nothing', async ({ staff }) => {
  const [counter, customer] = [await staff('counter'), await staff('customer')];
  expect((await counter('GET', 'products')).status).toBe(200);
  expect((await counter('PATCH', 'products/tea', { price: 1 })).status).toBe(403);
  expect((await counter('PUT', 'hours', { weekdays: [], exceptions: [] })).status).toBe(403);
  expect((await customer('GET', 'products')).status).toBe(404);
  expect((await customer('GET', 'hours')).status).toBe(404);
  expect((await customer('POST', 'products', newProduct())).status).toBe(403);
});

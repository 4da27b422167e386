import { describe, expect } from 'vitest';
import { type Style, styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { type Customer, meetingRoom, newPerson, paths, registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { expectProblem, holdings } from './expectations.ts';

// A body in text is sent as it is: JavaScript has no value for some JSON.
type Case = [what: string, body: unknown];

const amounts: Case[] = [
  ['none', {}],
  ['null', { amount: null }],
  ['text', { amount: '100' }],
  ['empty text', { amount: '' }],
  ['NaN as text', { amount: 'NaN' }],
  ['true', { amount: true }],
  ['a list', { amount: [100] }],
  ['an object', { amount: { value: 100 } }],
  ['zero', { amount: 0 }],
  ['negative zero', '{"amount":-0}'],
  ['negative', { amount: -1 }],
  ['a fraction', { amount: 0.5 }],
  ['a fraction beside the largest', '{"amount":99999999999.5}'],
  ['one more than the largest', { amount: 1e12 + 1 }],
  ['more than a number holds exactly', '{"amount":9007199254740993}'],
  ['1e308', { amount: 1e308 }],
  ['1e400, which is infinite', '{"amount":1e400}'],
];

const item = { productId: 'meeting-room', quantity: 1 };
const orders: Case[] = [
  ['without items', {}],
  ['with null for items', { items: null }],
  ['with an object for items', { items: item }],
  ['with no item', { items: [] }],
  ['with a null item', { items: [null] }],
  ['with an item that is text', { items: ['meeting-room'] }],
  ['without a product', { items: [{ quantity: 1 }] }],
  ['of a product that is a number', { items: [{ productId: 1, quantity: 1 }] }],
  ['of a product without a name', { items: [{ productId: '', quantity: 1 }] }],
  ['of a product with a long name', { items: [{ productId: 'p'.repeat(65), quantity: 1 }] }],
  ['of a product with a NUL', { items: [{ productId: 'tea\u0000', quantity: 1 }] }],
  ['of a product with a control character', { items: [{ productId: 'tea\u001b[2J', quantity: 1 }] }],
  ['of a product with half a character', { items: [{ productId: 'tea\ud800', quantity: 1 }] }],
  ['without a quantity', { items: [{ productId: 'tea' }] }],
  ['of none', { items: [{ ...item, quantity: 0 }] }],
  ['of less than none', { items: [{ ...item, quantity: -1 }] }],
  ['of a half', { items: [{ ...item, quantity: 0.5 }] }],
  ['of a quantity in text', { items: [{ ...item, quantity: '1' }] }],
  ['of a quantity that is true', { items: [{ ...item, quantity: true }] }],
  ['of 1001', { items: [{ ...item, quantity: 1_001 }] }],
  ['of 1e400', '{"items":[{"productId":"tea","quantity":1e400}]}'],
  ['of 1001 in two items', { items: [item, { ...item, quantity: 1_000 }] }],
  ['of 51 items', { items: Array(51).fill(item) }],
];

const person = newPerson();
const people: Case[] = [
  ['no e-mail address', { ...person, email: undefined }],
  ['null for an e-mail address', { ...person, email: null }],
  ['an empty e-mail address', { ...person, email: '' }],
  ['an e-mail address without @', { ...person, email: 'zoe.example.com' }],
  ['two e-mail addresses', { ...person, email: 'a@example.com, b@example.com' }],
  ['an e-mail address with a line break', { ...person, email: 'zoe@example.com\r\nBcc: all@example.com' }],
  ['an e-mail address with a NUL', { ...person, email: 'zoe\u0000@example.com' }],
  ['a long e-mail address', { ...person, email: `${'z'.repeat(250)}@example.com` }],
  ['no password', { ...person, password: undefined }],
  ['a password of 11 characters', { ...person, password: 'p'.repeat(11) }],
  ['a password of 129 characters', { ...person, password: 'p'.repeat(129) }],
  ['a password that is a number', { ...person, password: 123_456_789_012 }],
  ['a password with half a character', { ...person, password: `\ud800${'p'.repeat(12)}` }],
  ['no name', { ...person, name: undefined }],
  ['a blank name', { ...person, name: ' \t ' }],
  ['a long name', { ...person, name: 'z'.repeat(101) }],
  ['a name with a NUL', { ...person, name: 'Zoë\u0000' }],
  ['a name with a line break', { ...person, name: 'Zoë\nSubject: hello' }],
  ['a name with half a character', { ...person, name: 'Zoë\udfff' }],
  ['a long address', { ...person, address: 'a'.repeat(501) }],
  ['a phone number that is a number', { ...person, phone: 123 }],
  ['a language that nobody translated', { ...person, locale: 'tlh' }],
];

const notJson: Case[] = [
  ['nothing', ''],
  ['half an object', '{"amount":'],
  ['a comma too many', '{"amount":100,}'],
  ['a bare word', 'amount'],
  ['NaN', '{"amount":NaN}'],
  ['single quotes', "{'amount':100}"],
  ['a form', 'amount=100'],
  ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
  ['UTF-16', new Uint8Array([0x7b, 0x00, 0x7d, 0x00])],
  ['a thousand brackets', `{"amount":100,"x":${'['.repeat(1_000)}${']'.repeat(1_000)}}`],
  ['as many brackets as fit', `{"amount":100,"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
];

describe.for(styles)('bad input in %s', (style) => {
  let zoe: Customer;
  let before: unknown;

  test.beforeAll(async ({ baseUrl }) => {
    zoe = await registered(baseUrl, style);
    await zoe.deposit(10_000);
    const { body } = await zoe.order(meetingRoom);
    await zoe.final(body.orderId);
    await zoe.news(1);
    before = await holdings(zoe);
  });

  test.afterEach(async () => {
    expect(await holdings(zoe)).toEqual(before);
  });

  for (const move of ['billing/transfer', 'billing/withdraw'])
    test.for(amounts)(`${move} refuses the amount: %s`, async ([, body]) => {
      expectFieldErrors(await zoe.post(move, body), '/amount');
    });

  test.for(orders)('an order %s is refused', async ([, body]) => {
    expectFieldErrors(await zoe.post(paths[style].order, body), '/items');
  });

  test.for(people)('nobody registers with %s', async ([, body], { baseUrl }) => {
    const answer = await send(`${baseUrl}/api/${style}/${paths[style].register}`, 'POST', { body });
    expectFieldErrors(answer, '/');
  });

  test.for(['[]', '"text"', '42', 'true', 'null'])('the body %s is no object', async (body) => {
    for (const path of ['billing/transfer', 'billing/withdraw', paths[style].order, paths[style].register])
      expectFieldErrors(await zoe.post(path, body), '/');
  });

  test.for(notJson)('%s is not JSON', async ([, body]) => {
    for (const path of ['billing/transfer', 'billing/withdraw'])
      expectProblem(await zoe.post(path, body), 400, 'malformed-json');
  });

  test('an order of what the shop does not have leaves no trace', async () => {
    const of = (...productIds: string[]) => ({ items: productIds.map((productId) => ({ productId, quantity: 1 })) });
    for (const [body, reason, productIds] of [
      [of('meeting-room', 'yacht'), 'unknown-product', ['yacht']],
      [of('__proto__'), 'unknown-product', ['__proto__']],
      [of('чай'), 'unknown-product', ['чай']],
      [of('Meeting-Room'), 'unknown-product', ['Meeting-Room']],
      [of("tea' OR true --"), 'unknown-product', ["tea' OR true --"]],
      [of('tea', 'cake'), 'unavailable-product', ['cake']],
    ] as const)
      expectProblem(await zoe.post(paths[style].order, body), 422, 'order-rejected', { reason, productIds });
  });

  test('an order of more than 10¹² leaves no trace', async ({ baseUrl, databaseUrl }) => {
    const productId = await dearestProduct(databaseUrl, style);
    const answer = await zoe.order([{ productId, quantity: 2 }]);
    expectProblem(answer, 422, 'order-rejected', { reason: 'total-too-large', productIds: [productId] });
    // The largest total there is is merely too dear.
    const { body } = await (await registered(baseUrl, style)).order([{ productId, quantity: 1 }]);
    expect(body).not.toHaveProperty('productIds');
  });

  test('a taken e-mail address is refused in other case too', async ({ baseUrl }) => {
    for (const email of [zoe.email, zoe.email.toUpperCase(), ` ${zoe.email} `]) {
      const body = { ...newPerson(), email };
      expectProblem(
        await send(`${baseUrl}/api/${style}/${paths[style].register}`, 'POST', { body }),
        409,
        'email-taken',
      );
    }
  });

  test('prices, totals and owners that a client sends count for nothing', async ({ baseUrl }) => {
    const eve = await registered(baseUrl, style);
    const { body } = await eve.post(paths[style].order, {
      userId: zoe.userId,
      total: 1,
      items: [{ productId: 'meeting-room', quantity: 1, price: 1 }],
    });
    expect(await eve.final(body.orderId)).toMatchObject({ userId: eve.userId, total: 5_000, status: 'refused' });
    await eve.post('billing/transfer', { amount: 100, userId: zoe.userId });
    expect(await eve.balance()).toBe(100);
  });

  test('ids of others, of nothing and of no form lead nowhere', async ({ baseUrl }) => {
    const eve = await registered(baseUrl, style);
    const [order] = (await zoe.get('orders')).body.items;
    const correlationId = order?.correlationId;
    for (const path of [
      `orders/${order?.orderId}`,
      `users/${zoe.userId}`,
      `messages?correlationId=${correlationId}`,
      ...[
        '0',
        'x',
        '%00',
        '%F0%9F%92%A9',
        "'%20OR%20true",
        '00000000-0000-7000-8000-000000000000',
        'x'.repeat(2_000),
      ].flatMap((id) => [`orders/${id}`, `users/${id}`, `messages?correlationId=${id}`]),
    ])
      expectProblem(await eve.get(path), 404, 'not-found');
  });
});

/** The answer says which fields are wrong: at least one, all at or below `pointer`. */
function expectFieldErrors(answer: Parameters<typeof expectProblem>[0], pointer: string): void {
  const error = { pointer: expect.stringContaining(pointer), detail: expect.stringMatching(/\w/) };
  const count = (answer.body.errors as unknown[] | undefined)?.length || 1;
  expectProblem(answer, 400, 'invalid-fields', { errors: Array(count).fill(error) });
}

/** A product of the largest price there is; the catalogue has nothing dear enough. */
async function dearestProduct(databaseUrl: string, style: Style): Promise<string> {
  const id = `island-${style}`;
  await inDatabase(
    databaseUrl,
    `INSERT INTO "order".products (id, name, description, price, currency, position)
     VALUES ($1, 'Island', 'With a lighthouse', 1000000000000, 'EUR', 100)`,
    [id],
  );
  return id;
}

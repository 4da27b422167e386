import { describe, expect } from 'vitest';
import { styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { type Answer, type Customer, established, newPerson, paths, register } from './client.ts';
import { expectProblem, holdings } from './expectations.ts';

// A body given as text is sent as it is, because some JSON has no counterpart in JavaScript.
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
const people: [what: string, field: string, value: unknown][] = [
  ['no e-mail address', 'email', undefined],
  ['null for an e-mail address', 'email', null],
  ['an empty e-mail address', 'email', ''],
  ['an e-mail address without @', 'email', 'zoe.example.com'],
  ['two e-mail addresses', 'email', 'a@example.com, b@example.com'],
  ['an e-mail address with a line break', 'email', 'zoe@example.com\r\nBcc: all@example.com'],
  ['an e-mail address with a NUL', 'email', 'zoe\u0000@example.com'],
  ['a long e-mail address', 'email', `${'z'.repeat(250)}@example.com`],
  ['no password', 'password', undefined],
  ['a password of 11 characters', 'password', 'p'.repeat(11)],
  ['a password of 129 characters', 'password', 'p'.repeat(129)],
  ['a common password', 'password', 'password1234'],
  ['a password made of their own name', 'password', 'Zoë Åström 26'],
  ['a password that is a number', 'password', 123_456_789_012],
  ['a password with half a character', 'password', `\ud800${'p'.repeat(12)}`],
  ['no name', 'name', undefined],
  ['a blank name', 'name', ' \t '],
  ['a long name', 'name', 'z'.repeat(101)],
  ['a name with a NUL', 'name', 'Zoë\u0000'],
  ['a name with a line break', 'name', 'Zoë\nSubject: hello'],
  ['a name with half a character', 'name', 'Zoë\udfff'],
  ['a long address', 'address', 'a'.repeat(501)],
  ['a phone number that is a number', 'phone', 123],
  ['a language that nobody translated', 'locale', 'tlh'],
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
    zoe = await established(baseUrl, style);
    before = await holdings(zoe);
  });

  test.afterEach(async () => {
    expect(await holdings(zoe)).toEqual(before);
  });

  for (const path of ['billing/transfer', 'billing/withdraw'])
    test.for(amounts)(`${path} refuses the amount: %s`, async ([, body]) => {
      expectFieldErrors(await zoe.post(path, body), '/amount');
    });

  test.for(orders)('an order %s is refused', async ([, body]) => {
    expectFieldErrors(await zoe.post(paths[style].order, body), '/items');
  });

  test.for(people)('nobody registers with %s', async ([, field, value], { baseUrl }) => {
    expectFieldErrors(await register(baseUrl, style, { ...person, [field]: value }), `/${field}`);
  });

  test.for(['[]', '"text"', '42', 'true', 'null'])(
    'the body %s is refused because it is not an object',
    async (body) => {
      for (const path of ['billing/transfer', 'billing/withdraw', paths[style].order, paths[style].register])
        expectProblem(await zoe.post(path, body), 400, 'invalid-fields', {
          errors: [{ pointer: '', detail: expect.stringMatching(/\w/) }],
        });
    },
  );

  test.for(notJson)('%s is not JSON', async ([, body]) => {
    for (const path of ['billing/transfer', 'billing/withdraw'])
      expectProblem(await zoe.post(path, body), 400, 'malformed-json');
  });
});

/** The answer says which fields are wrong: at least one, all at or below `pointer`, each once. */
function expectFieldErrors(answer: Answer, pointer: string): void {
  const error = { pointer: expect.stringContaining(pointer), detail: expect.stringMatching(/\w/) };
  const errors = answer.body.errors as { pointer: string }[] | undefined;
  expectProblem(answer, 400, 'invalid-fields', { errors: Array(errors?.length || 1).fill(error) });
  expect(new Set(errors?.map(({ pointer }) => pointer)).size).toBe(errors?.length);
}

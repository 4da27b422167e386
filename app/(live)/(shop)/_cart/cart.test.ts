import { expect, test } from 'vitest';
import { cartText, parseCart, withQuantity } from './cart.ts';

const key = '0b9a3f7e-2a2d-4d0c-9b43-6f4f9a3f1f10';

test('a cart survives its cookie, whatever products are called', () => {
  const cart = { key, quantities: { 'flat-white': 2, 'чай;*=%"': 1000 } };
  expect(parseCart(cartText(cart))).toEqual(cart);
});

test.each([undefined, '', 'nonsense', '{}', '[]', '["short"]', '[1,2]', `["${key}<script>"]`])(
  'a cookie that holds %j is no cart',
  (text) => {
    expect(parseCart(text)).toBeNull();
  },
);

test('entries that are none are left out', () => {
  const entries = ['tea*0', 'tea*-1', 'tea*1.5', 'tea', '*3', 'cake*99999', 'soup*2'];
  expect(parseCart(JSON.stringify([key, ...entries]))?.quantities).toEqual({ soup: 2 });
});

test('quantities stay between one and a thousand; zero takes the product off', () => {
  const cart = { key, quantities: { tea: 1, soup: 2 } };
  expect(withQuantity(cart, 'tea', 0).quantities).toEqual({ soup: 2 });
  expect(withQuantity(cart, 'tea', Number.NaN).quantities).toEqual({ soup: 2 });
  expect(withQuantity(cart, 'tea', 5_000).quantities).toEqual({ tea: 1_000, soup: 2 });
});

test('counting keeps the lines in their places, and the fifty-first product stays off', () => {
  let cart = { key, quantities: {} } as ReturnType<typeof withQuantity>;
  for (let product = 0; product < 60; product++) cart = withQuantity(cart, `p${product}`, 1);
  cart = withQuantity(cart, 'p3', 7);
  expect(Object.keys(cart.quantities)).toHaveLength(50);
  expect(Object.entries(cart.quantities)[3]).toEqual(['p3', 7]);
});

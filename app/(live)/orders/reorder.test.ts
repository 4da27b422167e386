import { expect, test } from 'vitest';
import type { ProductView } from '#lib/order/read';
import { reorderOf } from './reorder.ts';

const product = (productId: string, price: number, available = true): ProductView =>
  ({ productId, name: productId, description: '', price, currency: 'EUR', available }) as ProductView;
const tea = { productId: 'tea', name: 'tea', quantity: 2, price: 250 };
const cake = { productId: 'cake', name: 'cake', quantity: 1, price: 300 };

test('the same order today costs what it costs today', () => {
  expect(reorderOf([tea, cake], [product('tea', 260), product('cake', 300)])).toEqual({
    items: [{ ...tea, price: 260 }, cake],
    total: 820,
    unavailable: [],
    hasNewPrices: true,
  });
});

test('what is not available, or is no product any more, is named and left out', () => {
  expect(reorderOf([tea, cake], [product('tea', 250, false)])).toEqual({
    items: [],
    total: 0,
    unavailable: ['tea', 'cake'],
    hasNewPrices: false,
  });
});

test('unchanged prices are not worth a word', () => {
  expect(reorderOf([tea], [product('tea', 250)])).toMatchObject({ total: 500, hasNewPrices: false });
});

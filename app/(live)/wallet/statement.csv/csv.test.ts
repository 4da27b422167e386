import { expect, test } from 'vitest';
import { columns, valuesOf } from './csv.ts';

const payment = {
  entryId: '019a0000-0000-7000-8000-000000000001',
  transferId: '019a0000-0000-7000-8000-000000000002',
  kind: 'payment',
  amount: -1_510,
  balance: 5,
  orderId: '019a0000-0000-7000-8000-000000000003',
  note: null,
  createdAt: '2026-05-01T10:00:00.000Z',
} as const;

test('a line has a value for every column, amounts in major units', () => {
  const values = valuesOf(payment, 'EUR');
  expect(Object.fromEntries(columns.map((name, index) => [name, values[index]]))).toEqual({
    time: '2026-05-01T10:00:00.000Z',
    kind: 'payment',
    amount: '-15.10',
    balance: '0.05',
    currency: 'EUR',
    order: payment.orderId,
    entry: payment.entryId,
  });
});

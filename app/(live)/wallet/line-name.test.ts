import { expect, test } from 'vitest';
import { nameOf } from './line-name.ts';

const line = {
  entryId: '019a0000-0000-7000-8000-000000000001',
  transferId: '019a0000-0000-7000-8000-000000000002',
  amount: 180,
  balance: 180,
  note: 'One was cold',
  createdAt: '2026-05-01T10:00:00.000Z',
};
const orderId = '019a0000-0000-7000-8000-000000000003';

test('what is given back of an order is a refund, and what is undone otherwise a correction', () => {
  expect(nameOf({ ...line, kind: 'reversal', orderId })).toBe('refund');
  expect(nameOf({ ...line, kind: 'reversal', orderId: null })).toBe('reversal');
  expect(nameOf({ ...line, kind: 'payment', orderId })).toBe('payment');
});

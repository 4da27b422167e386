import { expect, test } from 'vitest';
import { csvHeader, csvRecord } from './csv.ts';

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

test('a record has a value for every column, amounts in major units', () => {
  const names = csvHeader.trimEnd().split(',');
  const values = csvRecord(payment, 'EUR').trimEnd().split(',');
  expect(Object.fromEntries(names.map((name, index) => [name, values[index]]))).toEqual({
    time: '2026-05-01T10:00:00.000Z',
    kind: 'payment',
    amount: '-15.10',
    balance: '0.05',
    currency: 'EUR',
    order: payment.orderId,
    entry: payment.entryId,
  });
});

test('records end as RFC 4180 says, and what there is no order for stays empty', () => {
  expect(csvRecord({ ...payment, orderId: null }, 'EUR')).toMatch(/,EUR,,[^,]+\r\n$/);
});

test('no value can be taken for a formula', () => {
  const values = (csvHeader + csvRecord(payment, 'EUR')).split(/[,\r\n]+/);
  expect(
    values.filter((value) => /^[=+@\t]/.test(value) || (value.startsWith('-') && !/^-[\d.]+$/.test(value))),
  ).toEqual([]);
});

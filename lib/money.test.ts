import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AMOUNT_MAX, BALANCE_MAX, decimalMoney, formatMoney, minorDigits, parseMoney } from './money.ts';

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
])('%s has %i minor digits', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

test.each([
  [1230, 'EUR', 'en', '€12.30'],
  [-1230, 'EUR', 'en', '-€12.30'],
  [5, 'EUR', 'en', '€0.05'],
  [1230, 'EUR', 'ru', '12,30\u00a0€'],
  [1230, 'JPY', 'en', '¥1,230'],
  [1230, 'KWD', 'en', 'KWD\u00a01.230'],
  [BALANCE_MAX - 1, 'EUR', 'en', '€9,999,999,999,999.99'],
])('writes %i minor units of %s in %s as %s', (minor, currency, locale, text) => {
  expect(formatMoney(minor, currency, locale)).toBe(text);
});

test.each([
  ['12.30', 'EUR', 1230],
  ['12,30', 'EUR', 1230],
  ['12,3', 'EUR', 1230],
  ['12', 'EUR', 1200],
  ['0.05', 'EUR', 5],
  [' 1 234,50 ', 'EUR', 123450],
  ['1\u00a0234,50', 'EUR', 123450],
  ['1.234', 'KWD', 1234],
  ['1230', 'JPY', 1230],
])('reads %s %s as %i minor units', (text, currency, minor) => {
  expect(parseMoney(text, currency)).toBe(minor);
});

test.each([
  ['', 'EUR'],
  ['.', 'EUR'],
  ['12.', 'EUR'],
  ['.5', 'EUR'],
  ['-1', 'EUR'],
  ['1e3', 'EUR'],
  ['twelve', 'EUR'],
  ['1.234', 'EUR'],
  ['1,234.50', 'EUR'],
  ['12.3', 'JPY'],
  ['10000000000000000', 'EUR'],
])('reads no amount from "%s" %s', (text, currency) => {
  expect(parseMoney(text, currency)).toBeNull();
});

test('reads back every amount that it can be given', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: AMOUNT_MAX }), (minor) => {
      const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
      expect(parseMoney(text, 'EUR')).toBe(minor);
    }),
  );
});

test.for([
  [1_230, 'EUR', '12.30'],
  [-5, 'EUR', '-0.05'],
  [0, 'EUR', '0.00'],
  [-1_230, 'JPY', '-1230'],
  [1_230, 'KWD', '1.230'],
  [BALANCE_MAX, 'EUR', '10000000000000.00'],
] as const)('machines read %i %s as %s', ([minor, currency, text]) => {
  expect(decimalMoney(minor, currency)).toBe(text);
});

import { expect, test } from 'vitest';
import { boxName, preferencesOf, readValues, valuesOf } from './form-values.ts';

const filledIn = (alertBelow: string, ...boxes: string[]) => {
  const form = new FormData();
  form.set('alertBelow', alertBelow);
  for (const box of boxes) form.set(box, 'on');
  return readValues(form);
};

test('an unticked checkbox is a choice too', () => {
  const { preferences } = filledIn('', boxName('order-paid', 'byEmail'), boxName('low-balance', 'inApp'));
  expect(preferences).toEqual({
    'order-paid': { byEmail: true, inApp: false },
    'order-refused': { byEmail: false, inApp: false },
    'order-ready': { byEmail: false, inApp: false },
    'order-refunded': { byEmail: false, inApp: false },
    'low-balance': { byEmail: false, inApp: true },
  });
});

test.each([
  ['5', 'EUR', 500],
  [' 5,50 ', 'EUR', 550],
  ['0.05', 'EUR', 5],
  ['500', 'JPY', 500],
  ['', 'EUR', null],
])('%j is an alert below that many %s', (text, currency, alertBelow) => {
  const settings = preferencesOf(filledIn(text), currency);
  expect(settings?.alertBelow).toBe(alertBelow);
  const shown = valuesOf(settings as NonNullable<typeof settings>, currency, 'ru');
  expect(preferencesOf(shown, currency)).toEqual(settings);
});

test.each(['0', 'soon', '-5', '1.234'])('%j is not an amount', (text) => {
  expect(preferencesOf(filledIn(text), 'EUR')).toBeNull();
});

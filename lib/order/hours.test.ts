import { expect, test } from 'vitest';
import { type Hours, openingAt } from './hours.ts';

const weekdays: Hours = {
  weekly: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, opens: '13:00:00', closes: '17:00:00' },
    { weekday, opens: '08:00:00', closes: '12:00:00' },
  ]),
  exceptions: [
    { day: '2026-05-01', opens: null, closes: null },
    { day: '2026-05-02', opens: '10:00:00', closes: '24:00:00' },
  ],
};

/** When it opens in Berlin; `now` where it is open. */
function opens(hours: Hours, moment: string): string | null {
  const opening = openingAt(hours, new Date(moment), 'Europe/Berlin');
  return opening.isOpen ? 'now' : (opening.opensAt?.toISOString() ?? null);
}

test.for([
  ['before it opens', '2026-04-29T05:59:00Z', '2026-04-29T06:00:00.000Z'],
  ['at the moment it opens', '2026-04-29T06:00:00Z', 'now'],
  ['at the moment it closes for lunch', '2026-04-29T10:00:00Z', '2026-04-29T11:00:00.000Z'],
  ['after lunch', '2026-04-29T12:00:00Z', 'now'],
  ['in the evening', '2026-04-29T15:00:00Z', '2026-04-30T06:00:00.000Z'],
  ['before a holiday that another day follows', '2026-04-30T20:00:00Z', '2026-05-02T08:00:00.000Z'],
  ['late on a day that lasts until midnight', '2026-05-02T21:59:00Z', 'now'],
  ['at midnight after it', '2026-05-02T22:00:00Z', '2026-05-04T06:00:00.000Z'],
  ['on a Sunday when the clocks change', '2026-10-25T12:00:00Z', '2026-10-26T07:00:00.000Z'],
] as const)('%s', ([, moment, expected]) => {
  expect(opens(weekdays, moment)).toBe(expected);
});

test('a shop without hours is always open, but for its exceptions', () => {
  expect(opens({ weekly: [], exceptions: [] }, '2026-05-01T03:00:00Z')).toBe('now');
  const holiday: Hours = { weekly: [], exceptions: [{ day: '2026-05-01', opens: null, closes: null }] };
  expect(opens(holiday, '2026-05-01T03:00:00Z')).toBe('2026-05-01T22:00:00.000Z');
  expect(opens(holiday, '2026-05-02T03:00:00Z')).toBe('now');
});

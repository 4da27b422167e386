import { expect, test } from 'vitest';
import { daysOf, filterOf, queryOf, spanOf } from './filter.ts';

test('what is no kind and no day of these centuries does not count', () => {
  expect(filterOf({ kind: 'deposit', from: '2026-03-01', to: '2026-03-31' })).toEqual({
    kind: 'deposit',
    from: '2026-03-01',
    to: '2026-03-31',
  });
  const strange = { kind: 'gift', from: '2026-02-30', to: '9999-12-31', cursor: 'x' };
  expect(queryOf(filterOf(strange))).toEqual({});
  expect(queryOf(filterOf({ kind: '', from: ['2026-01-01', '2026-01-02'] }))).toEqual({});
});

test('days the wrong way round are turned', () => {
  expect(filterOf({ from: '2026-03-31', to: '2026-03-01' })).toMatchObject({ from: '2026-03-01', to: '2026-03-31' });
});

test('the last day counts whole, on the clocks of the reader', () => {
  expect(spanOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Berlin')).toEqual({
    kind: undefined,
    from: new Date('2026-03-28T23:00:00Z'),
    before: new Date('2026-03-29T22:00:00Z'),
  });
  expect(spanOf({}, 'UTC')).toEqual({ kind: undefined, from: undefined, before: undefined });
});

test('a printed statement begins with its month unless a day is named', () => {
  expect(daysOf({ to: '2026-03-17' }, 'UTC')).toEqual({ from: '2026-03-01', to: '2026-03-17' });
  expect(daysOf({ from: '2025-12-24', to: '2026-01-06' }, 'UTC')).toEqual({ from: '2025-12-24', to: '2026-01-06' });
});

import { describe, expect, test } from 'vitest';
import { compare, median, percentile, spread } from './statistics.ts';

test.for([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 2, 3], 2.5],
] as const)('the median of %j is %d', ([values, expected]) => {
  expect(median([...values])).toBe(expected);
});

test('the spread is half the distance from the lowest to the highest, as a share of the median', () => {
  expect(spread([100, 90, 120])).toBeCloseTo(0.15);
  expect(spread([7, 7, 7])).toBe(0);
  expect(spread([0, 0, 0])).toBe(0);
});

test('a percentile is a value that occurred', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
  expect(percentile([], 0.5)).toBeNaN();
});

describe('a comparison', () => {
  const before = [100, 110, 90, 105, 95, 100];
  const times = (...factors: number[]) => before.map((value, index) => value * (factors[index] ?? 1));

  test('is better where every pair is', () => {
    const after = times(1.1, 1.2, 1.05, 1.1, 1.15, 1.1);
    expect(compare(before, after, 'more')).toMatchObject({ verdict: 'faster', ratio: expect.closeTo(1.1) });
    expect(compare(before, after, 'less').verdict).toBe('slower');
  });

  test('is worse where every pair is', () => {
    const after = times(0.9, 0.8, 0.95, 0.9, 0.85, 0.9);
    expect(compare(before, after, 'more').verdict).toBe('slower');
    expect(compare(before, after, 'less').verdict).toBe('faster');
  });

  test('is the same where pairs disagree, however large their differences', () => {
    expect(compare(before, times(2, 2, 2, 2, 2, 0.99), 'more')).toMatchObject({
      verdict: 'same',
      low: expect.closeTo(0.99),
      high: expect.closeTo(2),
    });
  });

  test('leaves one extreme on each side out from nine pairs on', () => {
    const alike = (count: number, ...others: number[]) => [...Array(count - others.length).fill(110), ...others];
    const hundreds = (count: number) => Array(count).fill(100);
    expect(compare(hundreds(8), alike(8, 90), 'more').verdict).toBe('same');
    expect(compare(hundreds(9), alike(9, 90), 'more').verdict).toBe('faster');
    expect(compare(hundreds(9), alike(9, 90, 90), 'more').verdict).toBe('same');
  });
});

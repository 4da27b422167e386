import { expect, test } from 'vitest';
import { uncovering } from './play.ts';

test('a drawing is uncovered row by row, at the moments of the rows', () => {
  const frames = uncovering([0, 10, 10, 40], 100);
  const offsets = frames.map(({ offset }) => offset as number);
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  expect(offsets.at(0)).toBe(0);
  expect(offsets.at(-1)).toBe(1);
  expect(frames.at(0)?.clipPath).toBe('inset(0 -1rem 100% -1rem)');
  expect(frames.at(-1)?.clipPath).toBe('inset(0 -1rem 0% -1rem)');
  // The last row comes when 4 000 of 4 180 ms have passed.
  expect(
    frames.find(({ clipPath, offset }) => clipPath === 'inset(0 -1rem 25% -1rem)' && (offset as number) > 0.5)?.offset,
  ).toBeCloseTo(4_000 / 4_180);
});

import { expect, test } from 'vitest';
import { derivedId, firstIdAt, isId, newId, timeOf } from './ids.ts';

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('ids sort in the order they were made', () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids)).toHaveLength(ids.length);
  for (const id of [ids[0], ids.at(-1)]) expect(id).toMatch(uuid7);
});

test('an id carries the moment when it was made', () => {
  const before = Date.now();
  const id = newId();
  expect(id >= firstIdAt(before)).toBe(true);
  expect(id < firstIdAt(Date.now() + 60_000)).toBe(true);
  expect(timeOf(firstIdAt(1_790_000_000_123))).toBe(1_790_000_000_123);
  expect(timeOf(id)).toBeGreaterThanOrEqual(before);
});

test('a derived id follows from its parts, with the time of its parent', () => {
  const parent = newId();
  const id = derivedId(parent, 'order', 'paid');
  expect(id).toMatch(uuid7);
  expect(id.slice(0, 13)).toBe(parent.slice(0, 13));
  expect(derivedId(parent, 'order', 'paid')).toBe(id);
  expect(derivedId(parent, 'order', 'refused')).not.toBe(id);
  expect(derivedId(newId(), 'order', 'paid')).not.toBe(id);
});

test.each(['', 'x', '01890A5D-AC96-774B-BCCE-B302099A8057', '01890a5dac96774bbcceb302099a8057'])(
  '%j is not an id',
  (text) => {
    expect(isId(text)).toBe(false);
  },
);

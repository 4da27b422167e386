import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '#lib/ids';
import { decodeCursor, encodeCursor, InvalidCursor, pageOf } from './cursor.ts';

const isVersion = (text: string) => /^\d{1,15}$/.test(text);

test('leads back to the position it was made of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (version) => {
      expect(decodeCursor(encodeCursor(String(version)), isVersion)).toBe(String(version));
    }),
  );
});

test.each(['', '!', 'MTI=', 'MTI!', 'MT I', encodeCursor('abc'), encodeCursor('-1')])('refuses "%s"', (cursor) => {
  expect(() => decodeCursor(cursor, isVersion)).toThrow(InvalidCursor);
});

test('holds an id unless the list says otherwise', () => {
  const id = newId();
  expect(decodeCursor(encodeCursor(id))).toBe(id);
  expect(() => decodeCursor(encodeCursor('12'))).toThrow(InvalidCursor);
});

test('a page ends before the additional row, and leads on from its own last row', () => {
  const page = (rows: number[]) =>
    pageOf(
      rows,
      2,
      (row) => `item ${row}`,
      (row) => row,
    );
  expect(page([3, 2, 1])).toEqual({ items: ['item 3', 'item 2'], nextCursor: encodeCursor('2') });
  expect(page([3, 2])).toEqual({ items: ['item 3', 'item 2'], nextCursor: null });
  expect(page([])).toEqual({ items: [], nextCursor: null });
});

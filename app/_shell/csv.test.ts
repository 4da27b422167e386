import { expect, test } from 'vitest';
import { csvFile, csvRecord } from './csv.ts';

test.each([
  [['a', 1, null], 'a,1,\r\n'],
  [['say "hi", Ann'], '"say ""hi"", Ann"\r\n'],
  [['two\nlines'], '"two\nlines"\r\n'],
  [['=1+1', '+49 30', '-3+1', '@me', '-3.10', -3], "'=1+1,'+49 30,'-3+1,'@me,-3.10,-3\r\n"],
])('%j is the record %j', (values, record) => {
  expect(csvRecord(values)).toBe(record);
});

test('a file holds all pages of a list', async () => {
  const pages: Record<string, { items: number[]; nextCursor: string | null }> = {
    first: { items: [1, 2], nextCursor: 'second' },
    second: { items: [3], nextCursor: null },
  };
  const response = csvFile(
    'numbers.csv',
    ['number'],
    async ({ cursor = 'first' }) => pages[cursor] ?? { items: [], nextCursor: null },
    (number) => [number],
  );
  expect(await response.text()).toBe('number\r\n1\r\n2\r\n3\r\n');
  expect(response.headers.get('Content-Disposition')).toContain('numbers.csv');
});

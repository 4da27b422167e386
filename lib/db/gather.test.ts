import { expect, test } from 'vitest';
import { gather } from './gather.ts';

/** A reader that notes the keys of each read; the first read waits to be let go. */
function slowReader(name: string) {
  const reads: string[][] = [];
  const { promise: released, resolve: letGo } = Promise.withResolvers<void>();
  const find = gather(
    name,
    async (keys) => {
      reads.push(keys);
      await released;
      if (keys.includes('broken')) throw new Error('the database is away');
      return keys.filter((key) => key !== 'missing').map((key) => ({ key }));
    },
    ({ key }) => key,
  );
  return { reads, find, letGo };
}

test('what is asked for during a read is read together by the next, each key once', async () => {
  const { reads, find, letGo } = slowReader('together');
  const first = find('a');
  const others = [find('b'), find('a'), find('missing'), find('b')];
  letGo();
  expect(await first).toEqual({ key: 'a' });
  expect(await Promise.all(others)).toEqual([{ key: 'b' }, { key: 'a' }, null, { key: 'b' }]);
  expect(reads).toEqual([['a'], ['b', 'a', 'missing']]);
});

test('a read that hangs holds nobody else up', async () => {
  const { reads, find, letGo } = slowReader('hanging');
  const first = find('a');
  const second = find('b');
  await expect.poll(() => reads).toEqual([['a'], ['b']]);
  letGo();
  expect(await Promise.all([first, second])).toEqual([{ key: 'a' }, { key: 'b' }]);
});

test('a read that fails fails for those who asked, and not for the next', async () => {
  const { find, letGo } = slowReader('failing');
  const first = find('broken');
  const next = find('a');
  letGo();
  await expect(first).rejects.toThrow('the database is away');
  expect(await next).toEqual({ key: 'a' });
});

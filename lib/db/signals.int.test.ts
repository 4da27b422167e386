import { once } from 'node:events';
import { expect, vi } from 'vitest';
import { startChild } from '#scripts/testing/child';
import { test } from '#scripts/testing/integration';
import { query } from './pool.ts';
import { onSignal } from './signals.ts';
import { transact } from './transact.ts';

vi.mock('#lib/log'); // connections are lost here on purpose

const signal = (...keys: string[]) =>
  transact(async (tx) => {
    for (const key of keys) tx.signal({ topic: 'user', key });
  });

let listens = false;

/** Collects what is heard of users from the moment that this process listens, until `stop`. */
async function listening() {
  const heard: (string | null)[] = [];
  let changed = Promise.withResolvers<void>();
  const stop = onSignal('user', (keys) => {
    heard.push(...(keys ?? [null]));
    changed.resolve();
    changed = Promise.withResolvers();
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await changed.promise;
  };
  if (!listens) await until(() => heard.includes(null));
  listens = true;
  heard.length = 0;
  return { heard, stop, until };
}

const listeners = () =>
  query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'`,
  );

const thisProcessListens = () => vi.waitUntil(async () => (await listeners()).length === 1, 10_000);

/** Another process that listens by now. */
async function anotherProcess() {
  const before = (await listeners()).length;
  const untilListening = (count: number) => vi.waitUntil(async () => (await listeners()).length === count, 10_000);
  const child = startChild(new URL('./signals-child.testing.ts', import.meta.url));
  await once(child, 'message');
  await untilListening(before + 1);
  return {
    child,
    hears: async () => (await once(child, 'message'))[0] as { heard: string[] | null },
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
      await untilListening(before); // the server notices a little later
    },
  };
}

test('signals arrive in this process at the commit, and not before', async () => {
  const { heard, stop } = await listening();
  await transact(async (tx) => {
    tx.signal({ topic: 'user', key: 'ann' });
    await tx.query('SELECT 1');
    expect(heard).toEqual([]);
  });
  expect(heard).toEqual(['ann']);
  stop();
  await signal('bob');
  expect(heard).toEqual(['ann']);
});

test('signals arrive in other processes, in both directions, and come back to none', async () => {
  const { heard, stop, until } = await listening();
  await thisProcessListens();
  await using other = await anotherProcess();
  const heardThere = other.hears();
  await signal('ann', 'bob');
  expect(await heardThere).toEqual({ heard: ['ann', 'bob'] });

  const echo = other.hears();
  other.child.send('carl');
  await until(() => heard.includes('carl'));
  expect(await echo).toEqual({ heard: ['carl'] });
  expect(heard).toEqual(['ann', 'bob', 'carl']);
  stop();
});

test('a thousand signals of one moment all arrive, though one notification cannot hold them', async () => {
  await using other = await anotherProcess();
  const keys = Array.from(
    { length: 1_000 },
    (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  );
  const heard: string[] = [];
  const all = Promise.withResolvers<void>();
  other.child.on('message', (message: { heard: string[] }) => {
    heard.push(...message.heard);
    if (heard.length >= keys.length) all.resolve();
  });
  await Promise.all(Array.from({ length: 10 }, (_, part) => signal(...keys.slice(100 * part, 100 * part + 100))));
  await all.promise;
  expect(heard.toSorted()).toEqual(keys);
});

test('after the connection was lost, receivers are told that they may have missed something', async () => {
  const { heard, stop, until } = await listening();
  await thisProcessListens();
  await using other = await anotherProcess();
  const toldThere = other.hears();
  await query('SELECT pg_terminate_backend(pid, 5000) FROM unnest($1::int[]) AS pid', [
    (await listeners()).map(({ pid }) => pid),
  ]);
  expect(await toldThere).toEqual({ heard: null });
  await until(() => heard.includes(null));
  const heardThere = other.hears();
  await signal('ann');
  expect(await heardThere).toEqual({ heard: ['ann'] });
  stop();
});

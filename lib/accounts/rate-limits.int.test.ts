import { expect } from 'vitest';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { test } from '#scripts/testing/integration';
import { countAttempt, forgetAttempts } from './rate-limits.ts';

const tooMany = { kind: 'too-many-attempts', seconds: expect.any(Number) };

test('whoever tried too often waits a quarter of an hour, and nobody else does', async () => {
  for (let count = 0; count < 3; count++) expect(await countAttempt('sign-up:ann@example.com', 3)).toBeNull();
  const refused = await countAttempt('sign-up:ann@example.com', 3);
  expect(refused).toEqual(tooMany);
  expect(refused?.seconds).toBeGreaterThan(890);
  expect(refused?.seconds).toBeLessThanOrEqual(900);
  expect(await countAttempt('sign-up:bob@example.com', 3)).toBeNull();
  expect(await countAttempt('sign-in:ann@example.com', 3)).toBeNull();

  await query(`UPDATE accounts.rate_limits SET window_start = window_start - interval '16 minutes'`);
  expect(await countAttempt('sign-up:ann@example.com', 3)).toBeNull();
});

test('attempts that are forgotten count no more', async () => {
  await countAttempt('sign-in:eve@example.com', 1);
  expect(await countAttempt('sign-in:eve@example.com', 1)).toEqual(tooMany);
  await transact((tx) => forgetAttempts(tx, ['sign-in:eve@example.com']));
  expect(await countAttempt('sign-in:eve@example.com', 1)).toBeNull();
});

test('of attempts that arrive together no more get through than of those that come in turn', async () => {
  const attempts = await Promise.all(Array.from({ length: 30 }, () => countAttempt('sign-in:mallory@example.com', 10)));
  expect(attempts.filter((refused) => refused === null)).toHaveLength(10);
});

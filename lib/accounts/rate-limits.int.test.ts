import { expect } from 'vitest';
import { query } from '#lib/db/pool';
import { test } from '#scripts/testing/integration';
import { countAttempt, forgetAttempts, refuseAfter } from './rate-limits.ts';

const tooMany = expect.objectContaining({
  answer: expect.objectContaining({ status: 429, headers: { 'Retry-After': expect.stringMatching(/^\d{1,3}$/) } }),
});

test('whoever tried too often waits a quarter of an hour, and nobody else does', async () => {
  for (let count = 0; count < 3; count++) {
    await refuseAfter(3, 'sign-up:ann@example.com');
    await countAttempt('sign-up:ann@example.com');
  }
  await expect(refuseAfter(3, 'sign-up:ann@example.com')).rejects.toEqual(tooMany);
  await refuseAfter(3, 'sign-up:bob@example.com');
  await refuseAfter(3, 'ann@example.com');

  await query(`UPDATE accounts.rate_limits SET window_start = window_start - interval '16 minutes'`);
  await refuseAfter(3, 'sign-up:ann@example.com');
  await countAttempt('sign-up:ann@example.com');
  await refuseAfter(3, 'sign-up:ann@example.com');
});

test('attempts that are forgotten count no more', async () => {
  await countAttempt('eve@example.com');
  await expect(refuseAfter(1, 'eve@example.com')).rejects.toEqual(tooMany);
  await forgetAttempts('eve@example.com');
  await refuseAfter(1, 'eve@example.com');
});

test('of attempts that come at once no more get through than of those that come in turn', async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => countAttempt('mallory@example.com', 10)));
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
});

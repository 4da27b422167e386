import { expect, test } from 'vitest';
import { Overload } from '#lib/overload';
import { hashPassword, verifyPassword } from './passwords.ts';

test('a password is hashed with a salt of its own, and only it is the right one', async () => {
  const [hash, again] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(hash).not.toBe(again);
  expect(await verifyPassword('correct horse', hash)).toBe(true);
  expect(await verifyPassword('wrong horse', hash)).toBe(false);
});

test('of many at once two are hashed, fifty wait, and the rest are refused at once', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => hashPassword('correct horse')));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toHaveLength(8);
  expect(refused.every((reason) => reason instanceof Overload)).toBe(true);
  await expect(hashPassword('correct horse')).resolves.toContain('argon2id$');
});

import { afterEach, expect, test, vi } from 'vitest';
import { callerOf, serviceCredential } from './call-back.ts';

vi.stubEnv('AUTH_SECRET', 'a secret of at least 32 characters');
vi.stubEnv('DATABASE_URL', 'postgres://nowhere/saldo');
afterEach(() => void vi.useRealTimers());

test('a service is known by its credential', () => {
  expect(callerOf(serviceCredential('billing'))).toBe('billing');
});

test('a credential is valid for five minutes', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const credential = serviceCredential('billing');
  vi.advanceTimersByTime(299_000);
  expect(callerOf(credential)).toBe('billing');
  vi.advanceTimersByTime(2_000);
  expect(callerOf(credential)).toBeNull();
});

test('nobody makes one for another service, for longer, or without the secret', () => {
  const [, until = '', mac] = serviceCredential('billing').split('.');
  for (const forged of [
    `order.${until}.${mac}`,
    `billing.${Number(until) + 1}.${mac}`,
    `billing.${until}`,
    `billing.${mac}`,
    'billing',
    'billing.NaN.',
    '',
  ])
    expect(callerOf(forged), forged).toBeNull();
});

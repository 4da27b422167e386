import { expect, test } from 'vitest';
import { callbackPath } from './callback-path.ts';

test.each([
  ['/wallet?amount=120', '/wallet?amount=120'],
  ['http://shop.example/orders', '/orders'],
])('returns to the page that asked for signing in: %s', (callbackUrl, path) => {
  expect(callbackPath(callbackUrl)).toBe(path);
});

test.each([
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  'https://x//evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'data:text/html,hello',
  'http://',
  '',
  undefined,
  ['/wallet'],
])('never leads to another site: %j', (callbackUrl) => {
  const path = callbackPath(callbackUrl);
  expect(path).toMatch(/^\/(?!\/)/);
  expect(new URL(path, 'http://shop').host).toBe('shop');
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accentOf } from '#lib/brand/accent';

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('SHOP_ACCENT', '30');
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1/none');
  vi.stubEnv('AUTH_SECRET', 'a secret that is thirty-two letters long');
});
afterEach(() => vi.unstubAllEnvs());

test('a mail has the accent colour of the shop', async () => {
  const { letterHtml } = await import('./letter-html.ts');
  const html = letterHtml({
    subject: 'Verify',
    text: 'Hello.\n\nVerify the address:\nhttps://shop.example/verify',
  });
  expect(html).toContain(`background:${accentOf('30').light.accent}`);
  expect(html).not.toContain(accentOf(undefined).light.accent);
});

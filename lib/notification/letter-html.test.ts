import { expect, test } from 'vitest';
import { accentOf } from '#lib/brand/accent';
import { letterHtml } from './letter-html.ts';

test('a mail has the accent colour of the shop', () => {
  const mail = { subject: 'Verify', text: 'Hello.\n\nVerify the address:\nhttps://shop.example/verify' };
  const html = letterHtml(mail, { accent: '30' });
  expect(html).toContain(`background:${accentOf('30').light.accent}`);
  expect(html).not.toContain(accentOf(undefined).light.accent);
});

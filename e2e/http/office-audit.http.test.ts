import { expect, vi } from 'vitest';
import { test as base } from '#scripts/testing/http';
import { registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { sessionCookie } from './session.ts';

/** An auditor with a session. */
const test = base.extend('auditor', { scope: 'file' }, async ({ baseUrl, databaseUrl }) => {
  const { userId, email, token } = await registered(baseUrl, 'command-reply');
  await inDatabase(databaseUrl, `UPDATE accounts.credentials SET role = 'auditor' WHERE user_id = $1`, [userId]);
  return { token, cookie: await sessionCookie(baseUrl, { email }) };
});

test('the books are audited from a form without JavaScript, and the page tells the answer', async ({
  baseUrl,
  auditor: { token, cookie },
}) => {
  const url = `${baseUrl}/office/ledger`;
  const page = async () => (await (await fetch(url, { headers: { cookie } })).text()).replaceAll('<!-- -->', '');
  const [form = ''] = /<form(?:(?!<\/form>).)*Audit now.*?<\/form>/s.exec(await page()) ?? [];
  const content = new FormData();
  for (const [, name = '', value = ''] of form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g))
    content.set(name, value.replaceAll('&quot;', '"'));
  const post = async () => {
    const answer = await fetch(url, { method: 'POST', headers: { cookie, origin: baseUrl }, body: content });
    return answer.text();
  };
  expect(await post()).toContain('The audit was begun.');
  expect(await post()).toContain('The audit was begun.'); // the same form again is the same audit
  const audit = () => send(`${baseUrl}/api/office/ledger/audit`, 'GET', { token });
  await vi.waitFor(async () => expect((await audit()).body.underWay).toBe(false), { timeout: 10_000 });
  const { body } = await audit();
  expect(body.last).toMatchObject({ faults: 0, findings: [], covered: { wallets: expect.any(Number) } });
  expect(await page()).toMatch(/The books are right\..*Audited .*\. It covered [\d,]+ transfers? with/s);
});

test('the API has the books audited', async ({ baseUrl, auditor: { token } }) => {
  const url = `${baseUrl}/api/office/ledger/audit`;
  const { status, body } = await send(url, 'POST', { token });
  expect([status, body]).toEqual([202, { begun: expect.any(Boolean) }]);
  await vi.waitFor(async () => expect((await send(url, 'GET', { token })).body.underWay).toBe(false), {
    timeout: 10_000,
  });
});

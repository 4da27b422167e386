import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { balance, register, signIn } from './customer.ts';
import { expect, test } from './support/test.ts';

const CHANGES = 20;
const SOON_MS = 1_000;
const OFFLINE_MS = 30_000;

/** Tops up one euro as the page would, without its form. */
async function topUpOneEuro(page: Page): Promise<void> {
  const answer = await page.request.post('/api/command-reply/billing/transfer', {
    headers: { origin: new URL(page.url()).origin, 'idempotency-key': randomUUID() },
    data: { amount: 100 },
  });
  expect(answer.status()).toBe(200);
}

/** When the page shows a balance, by the clock that it shares with this test. */
const shownAt = async (page: Page, euros: number): Promise<number> => {
  const moment = await page.waitForFunction(
    (name) => document.querySelector(`a[aria-label="${name}"]`) && Date.now(),
    `Balance €${euros}.00`,
  );
  return (await moment.jsonValue()) as number;
};

test('a change reaches a second browser within a second, nineteen times out of twenty', async ({ page, browser }) => {
  const customer = await register(page);
  const elsewhere = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await elsewhere.goto('/sign-in?callbackUrl=/orders');
  await signIn(elsewhere, customer);
  await topUpOneEuro(page);
  await shownAt(elsewhere, 1); // the live stream is open

  const delays: number[] = [];
  for (let euros = 2; euros < 2 + CHANGES; euros++) {
    await topUpOneEuro(page);
    const done = Date.now();
    delays.push((await shownAt(elsewhere, euros)) - done);
  }
  const soon = delays.filter((delay) => delay < SOON_MS).length;
  expect(soon / CHANGES, `milliseconds: ${delays.join(', ')}`).toBeGreaterThanOrEqual(0.95);
  await elsewhere.close();
});

test('a browser that was offline keeps its page and misses nothing', async ({ page, browser }) => {
  const customer = await register(page);
  const away = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const phone = await away.newPage();
  await phone.goto('/sign-in?callbackUrl=/wallet');
  await signIn(phone, customer);
  await expect(balance(phone)).toHaveAccessibleName('Balance €0.00');

  await away.setOffline(true);
  const since = Date.now();
  const search = phone.waitForEvent('requestfailed', {
    predicate: (request) => request.url().endsWith('/api/health/ready') && Date.now() - since > OFFLINE_MS,
    timeout: 2 * OFFLINE_MS,
  });
  for (let change = 0; change < 3; change++) await topUpOneEuro(page);
  await shownAt(page, 3);
  await phone.getByLabel('Amount to top up').fill('12');
  // It keeps looking for the server, and the page stays as it is.
  await search;
  await expect(phone.getByLabel('Amount to top up')).toHaveValue('12');

  await away.setOffline(false);
  await expect(balance(phone)).toHaveAccessibleName('Balance €3.00');
  await expect(phone.getByRole('main').getByText('+€1.00')).toHaveCount(3);
  await expect(phone.getByLabel('Amount to top up')).toHaveValue('12');
  await away.close();
});

test('without a stream, the page polls for changes every few seconds', async ({ page, browser }) => {
  const customer = await register(page);
  const behindProxy = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await behindProxy.route('**/api/events', (route) => route.abort());
  await behindProxy.goto('/sign-in?callbackUrl=/inbox');
  await signIn(behindProxy, customer);
  await expect(behindProxy.getByText('No notifications yet.')).toBeVisible();
  await topUpOneEuro(page);
  await expect(balance(behindProxy)).toHaveAccessibleName('Balance €1.00');
  await behindProxy.close();
});

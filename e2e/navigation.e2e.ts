import type { Page } from '@playwright/test';
import pg from 'pg';
import { choose, register } from './customer.ts';
import { isPageOnItsWay } from './support/faults.ts';
import { expect, test } from './support/test.ts';

/** Holds back every page that a link fetches until the returned function is called. */
async function holdPages(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route('**', async (route) => {
    if (isPageOnItsWay(route.request())) await held.promise;
    await route.fallback();
  });
  return held.resolve;
}

const skeleton = (page: Page) => page.locator('[data-skeleton]');

test('a slow page is shown as a skeleton until it has loaded', async ({ page }) => {
  await register(page);
  const lists = {
    Orders: 'Orders',
    Wallet: 'Wallet',
    Inbox: 'Inbox',
    Settings: 'Settings',
    Shop: 'What would you like?',
  };
  for (const [link, title] of Object.entries(lists)) {
    const release = await holdPages(page);
    // A refresh of the current page may come in between.
    await expect(async () => {
      await page.getByRole('link', { name: link, exact: true }).first().click();
      await expect(skeleton(page)).toHaveCSS('opacity', '1', { timeout: 1_000 });
    }).toPass();
    await expect(page.getByRole('status').filter({ hasText: 'Loading…' })).toBeAttached();
    release();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(skeleton(page)).toHaveCount(0);
  }
});

test('a list stays visible until its next view has loaded', async ({ page }) => {
  await register(page);
  await page.goto('/inbox');
  const release = await holdPages(page);
  await page.getByRole('link', { name: 'Not paid' }).click();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText('No notifications yet.')).toBeVisible();
  await expect(skeleton(page)).toHaveCount(0);
  release();
  await expect(page).toHaveURL('/inbox?filter=refused');
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
});

test('a page that fails to render shows the id in the log, and can be retried', async ({ page }) => {
  const { email } = await register(page);
  await choose(page, { Espresso: 1 });
  await page.getByRole('button', { name: 'Top up €1.80 and order' }).click();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  const database = new pg.Client({ connectionString: process.env.SALDO_E2E_DATABASE_URL });
  await database.connect();
  const rewrite = (change: string) =>
    database.query(
      `UPDATE "order".orders SET items = ${change} WHERE user_id = (SELECT id FROM "user".users WHERE email = $1)`,
      [email],
    );
  await rewrite("jsonb_build_object('was', items)");
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'This page failed' })).toBeVisible();
  await expect(page.getByText(/^Reference for support/)).toBeVisible();
  await rewrite("items -> 'was'");
  await database.end();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('1 × Espresso')).toBeVisible();
});

import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { register } from './customer.ts';
import { expect, test } from './support/test.ts';

/** Orders as an API client of the signed-in customer, in the style that answers with the outcome. */
async function post(page: Page, path: string, data: object): Promise<void> {
  const origin = new URL(page.url()).origin;
  await page.request.post(`/api/command-reply/${path}`, { headers: { origin, 'idempotency-key': randomUUID() }, data });
}

const order = (page: Page, productId: string) => post(page, 'order/create', { items: [{ productId, quantity: 1 }] });

const badge = (page: Page, count: string) => page.getByRole('link', { name: new RegExp(`^Inbox\\s*${count}`) });

/** €10.00, one order of €1.80 that is paid, and one that is not. */
async function withNews(page: Page): Promise<void> {
  await register(page);
  await post(page, 'billing/transfer', { amount: 1_000 });
  await order(page, 'espresso');
  for (let count = 0; count < 8; count++) await order(page, 'lunch');
}

test('notifications open in place, which marks them as read in every tab, and can be marked as unread', async ({
  page,
  context,
}) => {
  await register(page);
  await post(page, 'billing/transfer', { amount: 300 });
  await order(page, 'espresso');
  await order(page, 'lunch');
  const tab = await context.newPage();
  await tab.goto('/orders');
  await page.goto('/inbox');
  await expect(badge(tab, '2 unread')).toBeVisible();

  await page.getByText(/Order \w{8} is paid/).click();
  await expect(page.getByRole('main').getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByRole('main').getByText('Espresso')).toBeVisible();
  await expect(badge(tab, '1 unread')).toBeVisible();
  await page.getByRole('button', { name: /^Mark as unread: Order/ }).click();
  await expect(badge(tab, '2 unread')).toBeVisible();

  await page.getByRole('link', { name: 'Not paid', exact: true }).click();
  await expect(page.getByRole('main').getByText(/^Order \w{8} is/)).toHaveCount(1);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(badge(tab, '$')).toBeVisible();
  await page.getByRole('link', { name: /^Unread/ }).click();
  await expect(page.getByText('You have read everything.')).toBeVisible();
});

test('a low balance is notified once, as its owner chose', async ({ page }) => {
  await register(page);
  await post(page, 'billing/transfer', { amount: 1_000 });
  await page.goto('/inbox?filter=alerts');
  await page.getByRole('link', { name: 'Set a low-balance alert' }).click();
  await page.getByLabel('Notify me when my balance falls below').fill('soon');
  await page.getByLabel('An order is paid: Inbox').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Notify me when my balance falls below')).toHaveAccessibleDescription(/above zero/);
  await expect(page.getByLabel('Notify me when my balance falls below')).toHaveValue('soon');
  await page.getByLabel('Notify me when my balance falls below').fill('8.50');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await order(page, 'espresso');
  await order(page, 'espresso');
  await page.goto('/inbox');
  await expect(badge(page, '1 unread')).toBeVisible();
  await expect(page.getByRole('main').getByText(/^Order \w{8} is paid/)).toHaveCount(2);
  await page.getByText('Your balance is running low').click();
  await expect(page.getByText('Your balance fell to €8.20.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Your balance is running low')).toHaveCount(1);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the inbox, its filters, a deep link and the preferences work', async ({ page }) => {
    await withNews(page);
    await page.goto('/inbox?filter=paid');
    const [news] = await page.locator('details').all();
    const id = await news?.getAttribute('id');
    await page.goto(`/inbox?id=${id}`);
    await expect(page.getByRole('main').getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
    await page.getByRole('button', { name: /^Mark as read: Order/ }).click();
    await expect(page.getByRole('button', { name: /^Mark as unread: Order/ }).first()).toBeAttached();

    await page.goto('/inbox/preferences');
    await page.getByLabel('An order is not paid: E-mail').uncheck();
    await page.getByLabel('Notify me when my balance falls below').fill('5');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.goto('/inbox/preferences');
    await expect(page.getByLabel('An order is not paid: E-mail')).not.toBeChecked();
    await expect(page.getByLabel('Notify me when my balance falls below')).toHaveValue('5.00');
  });
});

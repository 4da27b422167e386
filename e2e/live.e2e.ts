import { balance, choose, register, signIn, topUp } from './customer.ts';
import { expect, test } from './support/test.ts';

test('another browser and another tab of the same customer show changes', async ({ page, context, browser }) => {
  const customer = await register(page);
  const tab = await context.newPage();
  await tab.goto('/orders');
  const elsewhere = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await elsewhere.goto('/sign-in?callbackUrl=/inbox');
  await signIn(elsewhere, customer);
  await expect(elsewhere.getByText('No notifications yet.')).toBeVisible();

  await choose(page, { Espresso: 1 });
  await page.getByRole('button', { name: 'Top up €1.80 and order' }).click();

  await expect(elsewhere.getByText(/^Order \w{8} is paid$/)).toBeVisible();
  await expect(elsewhere.getByRole('link', { name: /Inbox\s*1 unread/ })).toBeVisible();
  await expect(tab.getByRole('main').getByText('Paid', { exact: true })).toBeVisible();
  await elsewhere.close();
});

test('a change of the balance is announced politely to screen readers', async ({ page, context }) => {
  await register(page);
  const announcement = page.getByRole('status').filter({ hasText: 'Balance €20.00' });
  await expect(announcement).toHaveCount(0);
  const tab = await context.newPage();
  await topUp(tab, '20.00');
  await expect(announcement).toHaveCount(1);
  await expect(balance(page)).toHaveAccessibleName('Balance €20.00');
});

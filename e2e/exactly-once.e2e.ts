import type { Page, Request } from '@playwright/test';
import { balance, choose, register, stranger, topUp } from './customer.ts';
import { isForm } from './support/faults.ts';
import { expect, test } from './support/test.ts';

test('a double click orders once, Back and Refresh order nothing, and the form sent again is the same order', async ({
  page,
}) => {
  await register(page);
  await topUp(page, '10');
  await choose(page, { Espresso: 1 });
  const sent: Request[] = [];
  page.on('request', (request) => isForm(request) && sent.push(request));
  await page.getByRole('button', { name: 'Order €1.80' }).dblclick();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await Promise.all(sent.map((request) => request.response()));
  const { pathname } = new URL(page.url());
  expect(await orders(page)).toEqual([pathname]);

  await page.reload();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'What would you like?' })).toBeVisible();
  await page.reload();
  const again = await page.request.fetch(sent[0] as Request);
  expect(again.headers()['x-action-redirect']).toContain(pathname);
  expect(await orders(page)).toEqual([pathname]);
  await page.goto(pathname);
  await expect(balance(page)).toHaveAccessibleName('Balance €8.20');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a form sent three times, each time from Back, is one order', async ({ page, baseURL }) => {
    await register(page);
    await page.request.post('/api/command-reply/billing/transfer', {
      data: { amount: 1_000 },
      headers: { origin: baseURL ?? '' },
    });
    await choose(page, { Espresso: 1 });
    const sent: Request[] = [];
    page.on('request', (request) => isForm(request) && sent.push(request));
    await page.getByRole('button', { name: /^Order/ }).click();
    await expect(page).toHaveURL(/\/orders\/./);
    const { pathname } = new URL(page.url());
    // Back restores the form as it was sent, with the same key.
    const press = () => page.request.fetch(sent[0] as Request, { maxRedirects: 0 });
    for (const answer of await Promise.all([press(), press()]))
      expect(answer.headers().location, await answer.text()).toContain(pathname);
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible({ timeout: 500 });
    }).toPass();
    expect(await orders(page)).toEqual([pathname]);
    await expect(balance(page)).toHaveAccessibleName('Balance €8.20');
  });
});

test('a double click tops up once; topping up the same amount again is another top-up', async ({ page }) => {
  await register(page);
  await page.goto('/wallet');
  await page.getByLabel('Amount to top up').fill('7');
  await page.getByRole('button', { name: 'Top up €7.00' }).dblclick();
  await expect(page.getByText('€7.00 topped up. Your balance is €7.00.')).toBeVisible();
  await page.getByLabel('Amount to top up').fill('7');
  await page.getByRole('button', { name: 'Top up €7.00' }).click();
  await expect(page.getByText('€7.00 topped up. Your balance is €14.00.')).toBeVisible();
  await page.getByRole('button', { name: '€5', exact: true }).click();
  await page.getByRole('button', { name: 'Top up €5.00' }).click();
  await expect(page.getByText('€5.00 topped up. Your balance is €19.00.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Top-up' })).toHaveCount(3);
});

test('the first invalid field is named, described and focused, and nothing typed is lost', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill('not an address');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Register' }).click();
  const email = page.getByLabel('E-mail');
  await expect(email).toBeFocused();
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription('Enter an e-mail address like name@example.com.');
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/12 to 128 characters/);
  await expect(page.getByLabel('Name')).toHaveValue('Ada');
});

test('a first order can be made with the keyboard alone, starting on the front page', async ({ page }) => {
  const { name, email, password } = stranger();
  const press = (key: string) => page.keyboard.press(key);
  const tabTo = async (role: 'button' | 'link', label: string) => {
    const wanted = page.getByRole(role, { name: label, exact: true }).first();
    while (!(await wanted.evaluate((found) => found === document.activeElement))) await press('Tab');
  };
  await page.goto('/');
  await press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await press('Enter');
  await tabTo('link', 'Register to order');
  await press('Enter');
  await expect(page.getByRole('heading', { name: 'Register' })).toBeVisible();
  await page.getByRole('link', { name: 'Skip to content' }).press('Enter');
  for (const text of [name, email, password]) {
    await press('Tab');
    await page.keyboard.type(text);
  }
  await press('Enter');
  await expect(page.getByRole('heading', { name: 'What would you like?' })).toBeVisible();
  await tabTo('button', 'Add Espresso');
  await press('Enter');
  await press('Space');
  await tabTo('button', 'Top up €3.60 and order');
  await press('Enter');
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
});

/** The paths of the signed-in customer's orders, newest first. */
async function orders(page: Page): Promise<string[]> {
  const answer = await page.request.get('/api/command-reply/orders');
  const { items } = (await answer.json()) as { items: { orderId: string }[] };
  return items.map(({ orderId }) => `/orders/${orderId}`);
}

import type { Page } from '@playwright/test';
import { balance, choose, register, stranger, topUp } from './customer.ts';
import { expect, test } from './support/test.ts';

const paid = (page: Page) => page.getByText(/^Paid \d\d:\d\d$/);

test('a new visitor needs at most eight clicks and four fields to a paid order', async ({ page }) => {
  const { name, email, password } = stranger();
  let clicks = 0;
  let fields = 0;
  const click = async (role: 'button' | 'link', label: string) => {
    clicks++;
    await page.getByRole(role, { name: label }).click();
  };
  const type = async (label: string, text: string) => {
    fields++;
    await page.getByLabel(label).fill(text);
  };
  await page.goto('/');
  await click('button', 'Add Flat white');
  await click('link', 'Register and order');
  await type('Name', name);
  await type('E-mail', email);
  await type('Password', password);
  await click('button', 'Register');
  await click('button', 'Top up €2.80 and order');
  await expect(paid(page)).toBeVisible();
  expect(clicks).toBeLessThanOrEqual(8);
  expect(fields).toBeLessThanOrEqual(4);
});

test('a returning customer reorders with one click', async ({ page }) => {
  await register(page);
  await topUp(page, '10');
  await choose(page, { 'Flat white': 1, Croissant: 2 });
  await page.getByRole('button', { name: 'Order €7.60' }).click();
  await expect(paid(page)).toBeVisible();

  await page.getByRole('link', { name: 'Shop' }).click();
  await expect(page.getByRole('form', { name: 'Reorder:' })).toContainText('Flat white × 1, Croissant × 2');
  await page.getByRole('button', { name: 'Top up €5.20 and order' }).click();
  await expect(paid(page)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
});

test('a product is ordered directly from its sheet, and the cart stays as it is', async ({ page }) => {
  await register(page);
  await topUp(page, '10');
  await choose(page, { Lemonade: 1 });
  await page.getByRole('link', { name: 'Flat white' }).click();
  const sheet = page.getByRole('dialog', { name: 'Flat white' });
  await expect(sheet).toContainText('Double shot, steamed milk');
  await sheet.getByRole('button', { name: 'One more Flat white' }).click();
  await sheet.getByRole('button', { name: 'Order now €5.60' }).click();
  await expect(paid(page)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €4.40');
  await page.getByRole('link', { name: 'Shop' }).click();
  await expect(page.getByText('Balance €4.40, after this €1.20').filter({ visible: true })).toHaveCount(1);
});

test('a product sheet can be linked to, closes with Escape and returns the focus', async ({ page }) => {
  await page.goto('/?product=croissant');
  await expect(page.getByRole('dialog', { name: 'Croissant' })).toContainText('Baked this morning');
  await page.getByRole('link', { name: 'Close' }).click();
  await expect(page).toHaveURL('/');
  await page.getByRole('link', { name: 'Croissant' }).click();
  await expect(page.getByRole('dialog', { name: 'Croissant' })).toBeVisible();
  await expect(page).toHaveURL('/?product=croissant');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Croissant' })).toBeFocused();
});

test('the search and the category are kept in the address', async ({ page }) => {
  await page.goto('/');
  const products = page.getByRole('list', { name: 'Products' }).getByRole('listitem');
  await page.getByRole('link', { name: 'Drinks' }).click();
  const espresso = products.filter({ hasText: 'Espresso' });
  const croissant = products.filter({ hasText: 'Croissant' });
  await expect(croissant).toHaveCount(0);
  await expect(espresso).toHaveCount(1);
  await page.getByLabel('Search').fill('MILK');
  await expect(products).toHaveCount(1);
  await expect(page).toHaveURL('/?q=MILK&category=drinks');
  await page.reload();
  await expect(products).toHaveCount(1);
  await page.getByLabel('Search').fill('gold');
  await expect(page.getByText('Nothing found for “gold”.')).toBeVisible();
  await page.getByRole('link', { name: 'Show everything' }).click();
  await expect(croissant).toHaveCount(1);
  await page.goBack();
  await expect(page.getByText('Nothing found for “gold”.')).toBeVisible();
});

test('the shop has its name, icons, social image and manifest, and tells search engines what to read', async ({
  page,
  request,
}) => {
  await page.goto('/?category=food');
  await expect(page).toHaveTitle('Saldo');
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', new URL(page.url()).origin);
  const address = async (selector: string, name: string) =>
    new URL((await page.locator(selector).first().getAttribute(name)) ?? '', page.url()).pathname;
  const files = [
    [await address('link[rel=icon]', 'href'), 'image/svg+xml'],
    [await address('link[rel=apple-touch-icon]', 'href'), 'image/png'],
    [await address('link[rel=manifest]', 'href'), 'application/manifest+json'],
    [await address('meta[property="og:image"]', 'content'), 'image/png'],
    ['/favicon.ico', 'image/x-icon'],
    ['/robots.txt', 'text/plain'],
    ['/sitemap.xml', 'application/xml'],
  ] as const;
  for (const [path, type] of files) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()['content-type'], path).toContain(type);
  }
});

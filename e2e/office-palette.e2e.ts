import type { Browser, Page } from '@playwright/test';
import { register } from './customer.ts';
import { registerStaff } from './staff.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

/** The limit for the compressed JavaScript of the first load of a screen of the office. */
const BYTES_MAX = 220_000;

test('the command palette finds a customer and a screen by keyboard, and is loaded when it is opened', async ({
  page,
  browser,
}) => {
  await page.goto('/');
  const other = await browser.newPage({ baseURL: new URL(page.url()).origin, locale: 'en-GB' });
  const { email } = await register(other);
  await other.close();
  await registerStaff(page, 'counter');

  const bytes = await firstLoad(browser, page);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(BYTES_MAX);

  await page.goto('/office/orders');
  await expect(page.getByRole('button', { name: 'Find' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Find' });
  await expect(field).toBeFocused();
  await expect(page.getByRole('option', { name: 'Till' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Team' })).toHaveCount(0);
  await expectAccessible(page, 'palette');
  await field.fill(email);
  const found = page.getByRole('option', { name: email });
  await expect(found).toHaveAttribute('data-highlighted');
  await expect(field).toHaveAttribute('aria-activedescendant', (await found.getAttribute('id')) ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/office\/customers\/\w/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ada');
  await expect(field).toHaveCount(0);

  // An answer that comes late, to what is no longer asked, changes nothing.
  const late = Promise.withResolvers<void>();
  await page.route('**/office/find?query=slow', async (route) => {
    await late.promise;
    await route
      .fulfill({ json: { customers: [{ userId: 'x', name: 'Slow', email: '' }], orders: [] } })
      .catch(() => undefined);
  });
  const button = page.getByRole('button', { name: 'Find' });
  await button.click();
  const asked = page.waitForRequest('**/office/find?query=slow');
  await field.fill('slow');
  await asked;
  await field.fill('till');
  await expect(page.getByRole('option')).toHaveText(['Till']);
  late.resolve();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('option')).toHaveText(['Till']);
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await page.keyboard.press('Meta+k');
  await expect(field).toHaveValue('');
  await field.fill('till');
  await page.keyboard.press('Meta+k');
  await expect(field).toHaveCount(0);
  await page.keyboard.press('Meta+k');
  await expect(field).toHaveValue('');
  await field.fill('nobody@nowhere');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await field.fill('till');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/office/till');
});

/** How many bytes of scripts a browser loads that has never been here. */
async function firstLoad(browser: Browser, page: Page): Promise<number> {
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const fresh = await context.newPage();
  const scripts: Promise<number>[] = [];
  fresh.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.sizes().then((sizes) => sizes.responseBodySize));
  });
  await fresh.goto(new URL('/office/orders', page.url()).href, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(scripts);
  await context.close();
  return sizes.reduce((sum, size) => sum + size, 0);
}

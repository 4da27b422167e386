import type { Page, Request } from '@playwright/test';
import { balance, choose, openCart, register, signIn, stranger, topUp } from './customer.ts';
import { isForm } from './support/faults.ts';
import { expect, test } from './support/test.ts';

const paid = (page: Page) => page.getByText(/^Paid \d\d:\d\d$/);
const slip = (page: Page) => page.getByRole('complementary', { name: 'Your cart' });

test('a new visitor comes to a paid order with eight clicks and four typed fields at most', async ({ page }) => {
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

test('a returning customer orders the same again with one click more than opening the shop', async ({ page }) => {
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

test('the slip outlives reloading, another language, registering and signing in, and is empty after signing out', async ({
  page,
}) => {
  await choose(page, { Espresso: 1, Croissant: 2 });
  await expect(slip(page)).toContainText('€6.60');
  await page.reload();
  await expect(page.getByLabel('Quantity of Croissant')).toHaveValue('2');
  await page.getByRole('button', { name: 'Русский' }).click();
  await expect(page.getByLabel('Количество: Croissant')).toHaveValue('2');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByLabel('Quantity of Croissant')).toHaveValue('2');

  const customer = await register(page);
  await expect(page.getByText('€6.60 short').filter({ visible: true })).toBeVisible();
  await page.getByRole('link', { name: 'Wallet' }).click();
  await page.getByRole('link', { name: 'Shop' }).click();
  await expect(page.getByLabel('Quantity of Croissant')).toHaveValue('2');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(slip(page)).toContainText('Nothing here yet');
  await choose(page, { Espresso: 1 });
  await page.goto('/sign-in');
  await signIn(page, customer);
  await expect(slip(page)).toContainText('Espresso');
});

test('a product is ordered at once from its sheet, and the slip keeps what stands on it', async ({ page }) => {
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

test('the sheet of a product can be linked to, closes with Escape and gives the focus back', async ({ page }) => {
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

test('what is searched for and the category stand in the address', async ({ page }) => {
  await page.goto('/');
  const products = page.getByRole('list', { name: 'Products' }).getByRole('listitem');
  await page.getByRole('link', { name: 'Drinks' }).click();
  await expect(products).toHaveCount(4);
  await page.getByLabel('Search').fill('MILK');
  await expect(products).toHaveCount(1);
  await expect(page).toHaveURL('/?q=MILK&category=drinks');
  await page.reload();
  await expect(products).toHaveCount(1);
  await page.getByLabel('Search').fill('gold');
  await expect(page.getByText('Nothing found for “gold”.')).toBeVisible();
  await page.getByRole('link', { name: 'Show everything' }).click();
  await expect(products).toHaveCount(14);
  await page.goBack();
  await expect(page.getByText('Nothing found for “gold”.')).toBeVisible();
});

test('another tab and going back make no second order and no second top-up of the same slip', async ({
  page,
  context,
}) => {
  await register(page);
  await choose(page, { Espresso: 1 });
  const tab = await context.newPage();
  await tab.goto('/');
  // Neither is answered before the other is asked: the slip of whoever came later would be empty already.
  const both = Promise.withResolvers<void>();
  const sent: Request[] = [];
  await context.route('/', async (route) => {
    if (!isForm(route.request())) return route.fallback();
    if (sent.push(route.request()) === 2) both.resolve();
    await both.promise;
    await route.fallback();
  });
  const button = { name: 'Top up €1.80 and order' };
  await Promise.all([slip(page).getByRole('button', button).dblclick(), slip(tab).getByRole('button', button).click()]);
  await expect(paid(page)).toBeVisible();
  await expect(paid(tab)).toBeVisible();
  await page.goBack();
  await expect(slip(page)).toContainText('Nothing here yet');
  await page.goto('/orders');
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Espresso' })).toHaveCount(1);
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
});

test('what another window puts on the slip stands on it at once', async ({ page, context }) => {
  await page.goto('/');
  const beside = await context.newPage();
  await beside.goto('/');
  await beside.getByRole('button', { name: 'Add Espresso' }).click();
  await expect(slip(page)).toContainText('Espresso');
});

test('a lost network keeps the slip and says what to do; trying again orders once', async ({ page, context }) => {
  await register(page);
  await topUp(page, '10');
  await choose(page, { Espresso: 2 });
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Order €3.60' }).click();
  await expect(slip(page).getByRole('alert').filter({ hasText: 'nothing is done twice' })).toBeVisible();
  await expect(page.getByLabel('Quantity of Espresso')).toHaveValue('2');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Order €3.60' }).click();
  await expect(paid(page)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €6.40');
});

test('what is topped up for an order that cannot be made is said, and stays on the balance', async ({ page }) => {
  await register(page);
  await page.goto('/?product=espresso');
  // On the way to the server it becomes something that nobody sells any more.
  await page.route('**', (route, request) =>
    request.method() === 'POST'
      ? route.continue({ postData: request.postData()?.replaceAll('espresso', 'nectar') })
      : route.continue(),
  );
  await page.getByRole('button', { name: 'Top up €1.80 and order' }).click();
  await expect(page.getByText('€1.80 was added to your balance. Nothing has been ordered yet.')).toBeVisible();
  await expect(page.getByText(/^Something in your cart can no longer be ordered/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €1.80');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the slip is a bar that opens', async ({ page }) => {
    await register(page);
    await choose(page, { Espresso: 1, Croissant: 1 });
    await expect(page.getByRole('button', { name: 'Top up €4.20 and order' })).toBeVisible();
    await openCart(page);
    await page.getByLabel('Quantity of Espresso').fill('3');
    await expect(page.getByRole('button', { name: 'Top up €7.80 and order' }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Top up €7.80 and order' }).click();
    await expect(paid(page)).toBeVisible();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the shop is searched, the slip filled and counted, and the order made', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Drinks' }).click();
    await page.getByLabel('Search').fill('white');
    await page.getByLabel('Search').press('Enter');
    await expect(page.getByRole('list', { name: 'Products' }).getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Add Flat white' }).click();
    await page.getByRole('button', { name: 'One more Flat white' }).click();
    await expect(page.getByLabel('Quantity of Flat white')).toHaveValue('2');
    // Reloading puts nothing on the slip again.
    await page.reload();
    await page.getByLabel('Quantity of Flat white').fill('3');
    await page.getByRole('button', { name: 'Recalculate' }).click();
    await expect(slip(page)).toContainText('€8.40');

    await page.goto('/?product=espresso');
    await page.getByRole('dialog').getByRole('button', { name: 'Add to cart' }).click();
    await expect(slip(page)).toContainText('€10.20');

    await register(page);
    await page.getByRole('button', { name: 'Top up €10.20 and order' }).click();
    await expect(page).toHaveURL(/\/orders\//);
    await page.goto('/');
    await expect(slip(page)).toContainText('Nothing here yet');
    await page.getByRole('button', { name: 'Top up €10.20 and order' }).click();
    await expect(page).toHaveURL(/\/orders\//);
  });
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

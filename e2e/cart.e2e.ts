import type { Page, Request } from '@playwright/test';
import { balance, cart, choose, openCart, register, signIn, topUp } from './customer.ts';
import { isForm } from './support/faults.ts';
import { expect, test } from './support/test.ts';

const paid = (page: Page) => page.getByText(/^Paid \d\d:\d\d$/);

test('the cart survives reloading, another language, registering and signing in, and is empty after signing out', async ({
  page,
}) => {
  await choose(page, { Espresso: 1, Croissant: 2 });
  await expect(cart(page)).toContainText('€6.60');
  await page.reload();
  await expect(page.getByLabel('Quantity of Croissant')).toHaveValue('2');
  await page.getByRole('button', { name: 'Русский' }).click();
  await expect(page.getByLabel('Количество: Круассан')).toHaveValue('2');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByLabel('Quantity of Croissant')).toHaveValue('2');

  const customer = await register(page);
  await expect(page.getByText('€6.60 short').filter({ visible: true })).toBeVisible();
  await page.getByRole('link', { name: 'Wallet' }).click();
  await page.getByRole('link', { name: 'Shop' }).click();
  await expect(page.getByLabel('Quantity of Croissant')).toHaveValue('2');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(cart(page)).toContainText('Nothing here yet');
  await choose(page, { Espresso: 1 });
  await page.goto('/sign-in');
  await signIn(page, customer);
  await expect(cart(page)).toContainText('Espresso');
});

test('another tab and going back neither order nor top up twice for the same cart', async ({ page, context }) => {
  await register(page);
  await choose(page, { Espresso: 1 });
  const tab = await context.newPage();
  await tab.goto('/');
  // Hold the first request until both are sent: otherwise the second tab's cart would already be empty.
  const both = Promise.withResolvers<void>();
  const sent: Request[] = [];
  await context.route('/', async (route) => {
    if (!isForm(route.request())) return route.fallback();
    if (sent.push(route.request()) === 2) both.resolve();
    await both.promise;
    await route.fallback();
  });
  const button = { name: 'Top up €1.80 and order' };
  await Promise.all([cart(page).getByRole('button', button).dblclick(), cart(tab).getByRole('button', button).click()]);
  await expect(paid(page)).toBeVisible();
  await expect(paid(tab)).toBeVisible();
  await page.goBack();
  await expect(cart(page)).toContainText('Nothing here yet');
  await page.goto('/orders');
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Espresso' })).toHaveCount(1);
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
});

test('what another window adds to the cart appears at once', async ({ page, context }) => {
  await page.goto('/');
  const beside = await context.newPage();
  await beside.goto('/');
  await beside.getByRole('button', { name: 'Add Espresso' }).click();
  await expect(cart(page)).toContainText('Espresso');
});

test('losing the network keeps the cart and says what to do; trying again orders once', async ({ page, context }) => {
  await register(page);
  await topUp(page, '10');
  await choose(page, { Espresso: 2 });
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Order €3.60' }).click();
  await expect(cart(page).getByRole('alert').filter({ hasText: 'nothing is done twice' })).toBeVisible();
  await expect(page.getByLabel('Quantity of Espresso')).toHaveValue('2');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Order €3.60' }).click();
  await expect(paid(page)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €6.40');
});

test('a top-up for an order that is then rejected is reported, and stays on the balance', async ({ page }) => {
  await register(page);
  await page.goto('/?product=espresso');
  // Turns the product into an unknown one on the way to the server.
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

  test('the cart is a bar that opens', async ({ page }) => {
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

  test('searching, filling and recalculating the cart, and ordering work', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Drinks' }).click();
    await page.getByLabel('Search').fill('white');
    await page.getByLabel('Search').press('Enter');
    await expect(page.getByRole('list', { name: 'Products' }).getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Add Flat white' }).click();
    await page.getByRole('button', { name: 'One more Flat white' }).click();
    await expect(page.getByLabel('Quantity of Flat white')).toHaveValue('2');
    // Reloading adds nothing to the cart again.
    await page.reload();
    await page.getByLabel('Quantity of Flat white').fill('3');
    await page.getByRole('button', { name: 'Recalculate' }).click();
    await expect(cart(page)).toContainText('€8.40');

    await page.goto('/?product=espresso');
    await page.getByRole('dialog').getByRole('button', { name: 'Add to cart' }).click();
    await expect(cart(page)).toContainText('€10.20');

    await register(page);
    await page.getByRole('button', { name: 'Top up €10.20 and order' }).click();
    await expect(page).toHaveURL(/\/orders\//);
    await page.goto('/');
    await expect(cart(page)).toContainText('Nothing here yet');
    await page.getByRole('button', { name: 'Top up €10.20 and order' }).click();
    await expect(page).toHaveURL(/\/orders\//);
  });
});

import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { register } from './customer.ts';
import { registerStaff } from './staff.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

const photo = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();

const productOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

test('a product that is added with its photo appears in the open shop, changes there, and leaves it', async ({
  page,
  browser,
}) => {
  const name = `Cold brew ${Date.now()}`;
  await registerStaff(page, 'owner');
  const visitor = await browser.newPage({ baseURL: new URL(page.url()).origin, locale: 'ru-RU' });
  await visitor.goto('/');
  const shown = productOf(visitor, 'Колд брю');

  await page.goto('/office/catalogue/new');
  await expectAccessible(page, 'new product');
  await page.getByRole('button', { name: 'Add product' }).click();
  await page.getByLabel('Name in English').fill(name);
  await page.getByLabel('Name in Russian').fill(`Колд брю ${name}`);
  await page.getByLabel('Price').fill('0');
  await page.getByLabel('Stock').fill('3');
  await page
    .getByLabel('Photo', { exact: true })
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.getByRole('button', { name: 'Add product' }).click();
  await expect(page.getByText('Enter a price above zero')).toBeVisible();
  await page.getByLabel('Price').fill('3.20');
  await page.getByRole('button', { name: 'Add product' }).click();
  await expect(page.getByText('The product is in the shop.')).toBeVisible();
  await expectAccessible(page, 'product');

  await expect(shown).toContainText('Осталось: 3');
  await expect(shown.locator('img')).toHaveJSProperty('complete', true);
  expect(await shown.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await page.getByLabel('Stock').fill('0');
  // By the clock that both pages share.
  const soldOut = visitor.waitForFunction(
    (product) =>
      [...document.querySelectorAll('li')].some(
        ({ textContent: text }) => text?.includes(product) && text.includes('Закончилось'),
      ) && Date.now(),
    name,
  );
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. Open pages of the shop show it already.')).toBeVisible();
  const saved = Date.now();
  expect(Number(await (await soldOut).jsonValue()) - saved).toBeLessThan(1_000);

  await page.getByRole('button', { name: 'Archive product' }).click();
  await expect(page.getByRole('button', { name: 'Offer again' })).toBeVisible();
  await expect(shown).toHaveCount(0);
  await visitor.close();
});

test('products are put in order by keyboard, and without JavaScript', async ({ page, browser }) => {
  await registerStaff(page, 'manager');
  await page.goto('/office/catalogue?category=space');
  const names = (of: Page) => of.getByRole('list', { name: 'Products in the order' }).getByRole('link').allInnerTexts();
  const first = async (of: Page) => (await names(of)).map((text) => text.split('\n')[0]);
  expect(await first(page)).toEqual(['Locker', 'Day pass', 'Meeting room', 'Event space']);
  await expectAccessible(page, 'catalogue');
  await page.getByRole('button', { name: 'Move Locker down' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => first(page)).toEqual(['Day pass', 'Locker', 'Meeting room', 'Event space']);
  await expect(page.getByRole('button', { name: 'Move Locker down' })).toBeFocused();
  await expect(page.getByText('Locker is now 2 of 4.')).toBeAttached();

  const plain = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const without = await plain.newPage();
  await without.goto('/office/catalogue?category=space');
  expect(await first(without)).toEqual(['Day pass', 'Locker', 'Meeting room', 'Event space']);
  await without.getByRole('button', { name: 'Move Locker up' }).click();
  await expect.poll(() => first(without)).toEqual(['Locker', 'Day pass', 'Meeting room', 'Event space']);
  await plain.close();

  // Dragged by its handle.
  await page.reload();
  const [handle, target] = [
    page.getByRole('button', { name: 'Drag Event space' }),
    page.getByRole('button', { name: 'Drag Locker' }),
  ];
  await handle.hover();
  await page.mouse.down();
  const box = await target.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => first(page)).toEqual(['Event space', 'Locker', 'Day pass', 'Meeting room']);
  await page.getByRole('button', { name: 'Move Event space down' }).click();
  await page.getByRole('button', { name: 'Move Event space down' }).click();
  await page.getByRole('button', { name: 'Move Event space down' }).click();
  await expect.poll(() => first(page)).toEqual(['Locker', 'Day pass', 'Meeting room', 'Event space']);
});

test('opening hours are set; the counter sees them and the catalogue, and a customer neither', async ({
  page,
  browser,
}) => {
  await registerStaff(page, 'owner');
  await page.goto('/office/hours');
  await expect(page.getByText('The shop always takes orders.')).toBeVisible();
  await page.getByLabel('Monday, opens', { exact: true }).fill('12:00');
  await page.getByLabel('Monday, closes', { exact: true }).fill('10:00');
  await page.getByRole('button', { name: 'Save opening hours' }).click();
  await expect(page.getByText('Closing must be later than opening')).toBeVisible();
  await expect(page.getByLabel('Monday, closes', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'hours');
  // Other tests order meanwhile, so the shop stays open.
  await page.getByLabel('Monday, opens', { exact: true }).fill('');
  await page.getByLabel('Monday, closes', { exact: true }).fill('');
  await page.getByLabel('Day, 1').fill('2020-01-01');
  await page.getByLabel('Note for customers, 1').fill('New Year');
  await page.getByRole('button', { name: 'Save opening hours' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Note for customers, 1')).toHaveValue('New Year');

  const counter = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await registerStaff(counter, 'counter');
  await counter.goto('/office/hours');
  await expect(counter.getByText('New Year')).toBeVisible();
  await counter.goto('/office/catalogue/espresso');
  await expect(counter.getByText('€1.80')).toBeVisible();
  await expect(counter.getByRole('main').getByRole('button', { name: /Save|Archive|Upload/ })).toHaveCount(0);
  await counter.close();

  const customer = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await register(customer);
  for (const path of ['/office/catalogue', '/office/catalogue/espresso', '/office/catalogue/new', '/office/hours'])
    expect((await customer.goto(path))?.status()).toBe(404);
  await customer.close();
});

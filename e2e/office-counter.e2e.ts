import type { Locator } from '@playwright/test';
import { choose, register, topUp } from './customer.ts';
import { registerStaff } from './staff.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

/** How soon an open page shows what was done elsewhere. */
const LIVE_MS = 2_000;

test('an order goes over the counter to its customer, who sees each step, and a line of it is refunded', async ({
  page,
  browser,
}) => {
  await page.goto('/');
  const baseURL = new URL(page.url()).origin;
  const others = await Promise.all([0, 1].map(() => browser.newContext({ baseURL, locale: 'en-GB' })));
  const [customer, wall] = await Promise.all(others.map((context) => context.newPage()));
  if (!customer || !wall) throw new Error('two pages were opened');
  await registerStaff(page, 'manager');
  await page.goto('/office/counter');
  await expectAccessible(page, 'counter');

  await register(customer);
  await topUp(customer, '20');
  await choose(customer, { Espresso: 2, Croissant: 1 });
  await customer.getByRole('button', { name: /^Order €/ }).click();
  await customer.waitForURL(/\/orders\/\w/);
  const steps = customer.locator('li[aria-current=step]');
  await expect(steps).toHaveText('Accepted');
  const orderId = new URL(customer.url()).pathname.split('/').pop() as string;

  // It appears on the open board by itself.
  const card = (of: Locator) => of.locator('article').filter({ has: page.locator(`a[href$="${orderId}"]`) });
  const column = (name: string) => page.getByRole('region', { name });
  await expect(card(column('Accepted'))).toContainText('2 Espresso, 1 Croissant', { timeout: LIVE_MS });
  await expect(card(column('Accepted'))).toContainText('Ada');
  const number = (await card(column('Accepted')).getByRole('link').textContent()) ?? '';

  // A second screen whose page is old: without JavaScript nothing refreshes it.
  const cookies = await page.context().cookies();
  const still = await browser.newContext({ baseURL, locale: 'en-GB', javaScriptEnabled: false });
  await still.addCookies(cookies);
  const old = await still.newPage();
  await old.goto('/office/counter');

  await page.getByRole('button', { name: `Start: ${number}`, exact: true }).click();
  await expect(card(column('Preparing'))).toBeVisible();
  await expect(steps).toHaveText('In preparation', { timeout: LIVE_MS });

  await wall.goto('/pickup');
  await expectAccessible(wall, 'pickup');
  await expect(wall.getByRole('region', { name: 'Preparing' }).getByText(number, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: `Ready: ${number}`, exact: true }).click();
  await expect(card(column('Ready'))).toBeVisible();
  await expect(steps).toHaveText('Ready', { timeout: LIVE_MS });
  await expect(wall.getByRole('region', { name: 'Ready' }).getByText(number, { exact: true })).toBeVisible();
  await old.getByRole('button', { name: `Start: ${number}`, exact: true }).click();
  await expect(old.getByText(`${number} was moved meanwhile: it is ready. Nothing was changed.`)).toBeVisible();
  await expect(wall.getByRole('main')).not.toContainText(/Ada|Espresso/);

  // Handed over by mistake, taken back, and handed over.
  await page.getByRole('button', { name: `Handed over: ${number}`, exact: true }).click();
  await expect(steps).toHaveText('Collected', { timeout: LIVE_MS });
  await page.getByRole('button', { name: `Back to ready: ${number}`, exact: true }).click();
  await expect(steps).toHaveText('Ready', { timeout: LIVE_MS });
  await page.getByRole('button', { name: `Handed over: ${number}`, exact: true }).click();
  await expect(steps).toHaveText('Collected', { timeout: LIVE_MS });

  await page.goto(`/office/orders?number=${number}&fulfilment=collected`);
  await expectAccessible(page, 'orders');
  await page.locator(`a[href$="${orderId}"]`).click();
  await expect(page.getByRole('heading', { name: 'Refund', exact: true })).toBeVisible();
  await expectAccessible(page, 'order');
  await page.getByLabel('Reason').fill('One was cold');
  await page.getByRole('button', { name: 'Refund' }).click();
  await expect(page.getByText('Say how many of which item.')).toBeVisible();
  await page.getByLabel('Espresso').fill('1');
  await expect(page.getByText('Goes back to the balance').locator('..')).toContainText('€1.80');
  await page.getByRole('button', { name: 'Refund' }).click();
  await expect(page.getByText('€1.80 is back on the balance of the customer.')).toBeVisible();
  await expect(customer.getByRole('heading', { name: 'Refunded' }).locator('..')).toContainText('1 × Espresso', {
    timeout: LIVE_MS,
  });
  await expect(page.getByLabel('Espresso')).toHaveAttribute('max', '1');
  await page.getByLabel('Everything that is left').check();
  await page.getByLabel('Reason').fill('So was the other');
  await page.getByRole('button', { name: 'Refund' }).click();
  for (const reader of [page, customer])
    await expect(reader.locator('.stamp')).toHaveText('Refunded', { timeout: LIVE_MS });
  await customer.goto('/wallet');
  await expect(customer.getByRole('row', { name: /Refund of order/ }).last()).toContainText('One was cold');
  await still.close();
  await Promise.all(others.map((context) => context.close()));
});

interface Signalled {
  tones: number;
  vibrations: number;
}

test('the counter signals a new order, is worked by keyboard, and says that it lost its connection', async ({
  page,
  browser,
}) => {
  await page.addInitScript(() => {
    const signalled: Signalled = { tones: 0, vibrations: 0 };
    Object.assign(window, { signalled });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, at) {
      signalled.tones++;
      start.call(this, at);
    };
    navigator.vibrate = () => {
      signalled.vibrations++;
      return true;
    };
  });
  const signalled = () => page.evaluate(() => (window as unknown as { signalled: Signalled }).signalled);
  await registerStaff(page, 'counter');
  await page.goto('/office/counter');
  const baseURL = new URL(page.url()).origin;
  const customer = await (await browser.newContext({ baseURL, locale: 'en-GB' })).newPage();
  await register(customer);
  await topUp(customer, '20');
  const order = async () => {
    await choose(customer, { Croissant: 1 });
    await customer.getByRole('button', { name: /^Order €/ }).click();
    await customer.waitForURL(/\/orders\/\w/);
    return new URL(customer.url()).pathname.split('/').pop() as string;
  };
  const card = (orderId: string) => page.locator(`[data-order="${orderId}"]`);
  const inColumn = (name: string, orderId: string) => page.getByRole('region', { name }).locator(card(orderId));

  // Off at first; then both, and still after a reload. Other tests order too, so there may be more signals than these.
  const first = await order();
  await expect(inColumn('Accepted', first)).toBeVisible();
  expect(await signalled()).toEqual({ tones: 0, vibrations: 0 });
  await page.getByLabel('Sound').check();
  await page.getByLabel('Vibration').check();
  await page.reload();
  await expect(page.getByLabel('Sound')).toBeChecked();
  await page.getByRole('heading', { name: 'Counter' }).click();
  const second = await order();
  await expect(inColumn('Accepted', second)).toBeVisible();
  await expect.poll(async () => (await signalled()).tones).toBeGreaterThanOrEqual(2);
  expect((await signalled()).vibrations).toBeGreaterThanOrEqual(1);

  await expect(page.getByText(/^Keys:/)).toBeVisible();
  await card(first).focus();
  await page.keyboard.press('j');
  await expect(card(first)).not.toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(card(first)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(inColumn('Preparing', first)).toBeVisible();
  await expect(card(first)).not.toBeFocused();
  // A move can be undone once it is done.
  await expect(page.getByText(/ is being prepared\.$/)).toBeVisible();
  await page.keyboard.press('u');
  await expect(inColumn('Accepted', first)).toBeVisible();

  await page.context().setOffline(true);
  await expect(page.getByText(/^No connection\. What you see may be out of date\./)).toBeVisible();
  await card(second).focus();
  await page.keyboard.press('Enter');
  await expect(card(second).getByRole('alert')).not.toBeEmpty();
  await page.context().setOffline(false);
  await expect(page.getByText(/^No connection\./)).toBeHidden({ timeout: 15_000 });
  await card(second).focus();
  await page.keyboard.press('Enter');
  await expect(inColumn('Preparing', second)).toBeVisible();
  await customer.context().close();
});

import type { Page } from '@playwright/test';
import { balance, register, topUp } from './customer.ts';
import { registerStaff } from './staff.ts';
import { expectAccessible } from './support/accessible.ts';
import { mailsTo } from './support/mails.ts';
import { expect, test } from './support/test.ts';

const search = (page: Page) => page.getByRole('searchbox');

test('a scanned card opens its customer, who tops up, is mailed the receipt, and orders', async ({ page, browser }) => {
  await page.goto('/');
  const customer = await (await browser.newContext({ baseURL: new URL(page.url()).origin, locale: 'en-GB' })).newPage();
  const { email } = await register(customer);
  await topUp(customer, '1');
  await customer.getByText('Show my card').click();
  const code = await customer.getByRole('img', { name: 'Your card as a QR code' }).getAttribute('data-code');

  await registerStaff(page, 'counter');
  await page.goto('/office/till');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type(`${code?.toUpperCase()}`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(email)).toBeVisible();
  await expect(search(page)).toBeFocused();
  await expect(search(page)).toHaveValue('');
  await expectAccessible(page, 'till');

  const sale = page.getByRole('region', { name: 'Sell' });
  await sale.getByRole('button', { name: 'Order' }).click();
  await expect(sale.getByText('Say how many of which product.')).toBeVisible();
  await sale.getByLabel('Espresso').fill('2');
  await expect(sale).toContainText('The balance is short by');
  await sale.getByRole('button', { name: 'Order' }).click();
  await expect(sale.getByText('The balance of €1.00 does not cover it. Nothing was charged.')).toBeVisible();
  await expect(sale.getByLabel('Espresso')).toHaveValue('2');

  const take = page.getByRole('region', { name: 'Take money' });
  await take.getByLabel('Amount').fill('20');
  await take.getByRole('button', { name: 'Top up' }).click();
  await expect(take.getByText('€20.00 taken. The balance is €21.00.')).toBeVisible();
  await expect(search(page)).toBeFocused();
  await sale.getByRole('button', { name: 'Order' }).click();
  await expect(sale.getByText(/^Order number \d+ for €3\.60 is paid\. The balance is €17\.40\./)).toBeVisible();
  await expect(sale.getByLabel('Espresso')).toHaveValue('0');
  await expect(search(page)).toBeFocused();
  await expect(balance(customer)).toContainText('€17.40');

  await take.getByRole('link', { name: 'Receipt' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt for a top-up' })).toBeVisible();
  await expectAccessible(page, 'receipt');
  for (const _ of ['once', 'again']) {
    await page.getByRole('button', { name: 'E-mail the receipt' }).click();
    await expect(page.getByText('The receipt is on its way to the customer.')).toBeVisible();
    await page.reload();
  }
  const receipts = (await mailsTo(email)).filter(({ kind }) => kind === 'receipt');
  expect(receipts).toMatchObject([{ subject: 'Saldo: your receipt for €20.00' }]);
  await customer.context().close();
});

test('without JavaScript, the till sells and takes money', async ({ page, browser }) => {
  await registerStaff(page, 'counter');
  const baseURL = new URL(page.url()).origin;
  const customer = await (await browser.newContext({ baseURL, locale: 'en-GB' })).newPage();
  const { email } = await register(customer);
  await topUp(customer, '5');
  const still = await browser.newContext({ baseURL, locale: 'en-GB', javaScriptEnabled: false });
  await still.addCookies(await page.context().cookies());
  const till = await still.newPage();
  await till.goto('/office/till');
  await search(till).fill(email);
  await search(till).press('Enter');
  await till.getByLabel('Espresso').fill('1');
  await till.getByRole('button', { name: 'Order' }).click();
  await expect(till.getByText(/^Order number \d+ for €1\.80 is paid\. The balance is €3\.20\./)).toBeVisible();
  await expect(search(till)).toBeFocused();
  await till.getByRole('region', { name: 'Sell' }).getByRole('link', { name: 'Receipt' }).click();
  await expect(till.getByRole('heading', { name: /^Order/ })).toBeVisible();
  await Promise.all([still.close(), customer.context().close()]);
});

test('on a phone, the open screen is in view in the navigation of the office', async ({ page }) => {
  await registerStaff(page, 'counter');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/office/hours');
  await expect(page.getByRole('link', { name: 'Opening hours' })).toBeInViewport({ ratio: 1 });
});

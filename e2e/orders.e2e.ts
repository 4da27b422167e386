import type { Page } from '@playwright/test';
import { balance, register, topUp } from './customer.ts';
import { expect, test } from './support/test.ts';

/** Orders over the API as the browser's own session, and opens the order once it is settled. */
async function ordered(page: Page, items: { productId: string; quantity: number }[]): Promise<string> {
  const answer = await page.request.post('/api/command-reply/order/create', {
    data: { items },
    headers: { origin: new URL(page.url()).origin },
  });
  const { orderId } = await answer.json();
  await page.goto(`/orders/${orderId}`);
  return orderId;
}

const paid = (page: Page) => page.getByText(/^Paid \d\d:\d\d$/);

test('an order is repeated with two clicks, from its page and from the list', async ({ page }) => {
  await register(page);
  await topUp(page, '20');
  await ordered(page, [
    { productId: 'espresso', quantity: 2 },
    { productId: 'croissant', quantity: 1 },
  ]);
  await expect(paid(page)).toBeVisible();
  await page.getByRole('link', { name: 'Order again' }).click();
  await expect(page.getByText('Balance €14.00, after this €8.00')).toBeVisible();
  await page.getByRole('button', { name: 'Order again €6.00' }).dblclick();
  await expect(paid(page)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €8.00');

  await page.goto('/orders');
  await page.getByRole('link', { name: 'Order again: 2 × Espresso, 1 × Croissant' }).first().click();
  await page.getByRole('button', { name: 'Order again €6.00' }).click();
  await expect(paid(page)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €2.00');
});

test('an unpaid order says why, and is repeated with one button', async ({ page }) => {
  await register(page);
  await topUp(page, '1');
  await ordered(page, [{ productId: 'espresso', quantity: 1 }]);
  await expect(page.getByText(/^Not paid \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByText('Your balance is €1.00: €0.80 short.')).toBeVisible();
  await page.getByRole('button', { name: 'Top up €0.80 and order again' }).click();
  await expect(paid(page)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');

  await page.goto('/orders');
  await expect(page.getByText('2 orders, €1.80 paid')).toBeVisible();
  await page.getByRole('link', { name: 'Not paid 1' }).click();
  await expect(page).toHaveURL('/orders?status=refused');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await page.getByRole('link', { name: 'All 2' }).click();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2);
});

test('the messages of an order can be read with the keyboard, as a list and as a diagram', async ({ page }) => {
  await register(page);
  await topUp(page, '5');
  await ordered(page, [{ productId: 'espresso', quantity: 1 }]);
  await page.getByText('4 messages behind this order').click();
  const messages = page.getByRole('list', { name: 'Messages and call-backs' }).getByRole('listitem');
  await expect(messages).toHaveCount(5);
  await expect(messages.first()).toContainText('Gateway → Order');
  await expect(messages.last()).toHaveText('Answer to the browser');

  const body = page.getByText('"productId": "espresso"').first();
  await expect(body).toBeHidden();
  await page.keyboard.press('Tab');
  await expect(body).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(body).toBeHidden();
  await page.setViewportSize({ width: 360, height: 800 });
  await messages.first().getByText('CreateOrder').first().click();
  await expect(body).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an order is repeated', async ({ page }) => {
    await register(page);
    await ordered(page, [{ productId: 'espresso', quantity: 1 }]);
    await page.getByRole('button', { name: 'Top up €1.80 and order again' }).click();
    await expect(async () => {
      await page.reload();
      await expect(paid(page)).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole('link', { name: 'Order again' }).click();
    await expect(page.getByRole('button', { name: 'Top up €1.80 and order again' })).toBeVisible();
  });
});

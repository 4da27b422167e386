import { balance, cart, choose, register, stranger, topUp } from './customer.ts';
import { alertOf, failNextForm, UNREACHED } from './support/faults.ts';
import { expect, test } from './support/test.ts';

test('a registration whose answer is lost keeps what was typed; a retry registers once', async ({ page }) => {
  const { name, email, password } = stranger();
  await page.goto('/register');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue(name);
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByRole('heading', { name: 'What would you like?' })).toBeVisible();
});

test('a movement of money whose answer is lost happens once; a retry repeats nothing', async ({ page }) => {
  await register(page);
  await page.goto('/wallet');
  await page.getByLabel('Amount to top up').fill('7');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Top up €7.00' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Amount to top up')).toHaveValue('7');
  await page.getByRole('button', { name: 'Top up €7.00' }).dblclick();
  await expect(page.getByText('€7.00 topped up. Your balance is €7.00.')).toBeVisible();

  await page.getByLabel('Amount to withdraw').fill('2');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByRole('button', { name: 'Withdraw €2.00' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Amount to withdraw')).toHaveValue('2');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByRole('button', { name: 'Withdraw €2.00' }).click();
  await expect(page.getByText('Your balance is €5.00.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Top-up' })).toHaveCount(1);
  await expect(page.getByRole('row').filter({ hasText: 'Withdrawal' })).toHaveCount(1);
});

test('an order whose answer is lost is placed once, and so is a reorder', async ({ page }) => {
  await register(page);
  await topUp(page, '10');
  await choose(page, { Espresso: 1 });
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Order €1.80', exact: true }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Order €1.80', exact: true }).dblclick();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €8.20');

  await page.getByRole('link', { name: 'Order again' }).click();
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Order again €1.80' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Order again €1.80' }).dblclick();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €6.40');
});

test('a retried order whose answer was lost is not topped up again', async ({ page }) => {
  await register(page);
  await topUp(page, '1');
  await choose(page, { Espresso: 1 });
  await failNextForm(page, 'lost answer');
  await cart(page).getByRole('button', { name: 'Top up €0.80 and order' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  // The order has been paid by now, so the button names what another order would need.
  await cart(page).getByRole('button', { name: 'Top up €1.80 and order' }).click();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');

  await topUp(page, '1');
  await page.goto('/orders');
  await page.getByRole('link', { name: /^Order again/ }).click();
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Top up €0.80 and order again' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Top up €1.80 and order again' }).click();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
  await page.goto('/orders');
  await expect(page.getByText('2 orders, €3.60 paid')).toBeVisible();
});

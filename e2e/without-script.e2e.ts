import { balance, stranger } from './customer.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

test('the five forms work without JavaScript, faults included', async ({ page }) => {
  const customer = stranger();
  await page.goto('/register');
  await page.getByLabel('Name').fill(customer.name);
  await page.getByLabel('E-mail').fill('not an address');
  await page.getByLabel('Password').fill(customer.password);
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription('Enter an e-mail address like name@example.com.');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveValue(customer.name);
  await expect(page.getByLabel('Password')).toHaveValue('');
  await page.getByLabel('E-mail').fill(customer.email);
  await page.getByLabel('Password').fill(customer.password);
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByRole('heading', { name: 'What would you like?' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Register to order' })).toBeVisible();
  await page.goto('/wallet');
  await page.getByLabel('E-mail').fill(customer.email);
  await page.getByLabel('Password').fill('wrong horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('E-mail or password is wrong.')).toBeVisible();
  await page.getByLabel('Password').fill(customer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/wallet');

  await page.getByLabel('Amount to top up').fill('a lot');
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  await expect(page.getByLabel('Amount to top up')).toHaveAccessibleDescription(/Enter an amount above zero/);
  await expect(page.getByLabel('Amount to top up')).toHaveValue('a lot');
  await page.getByLabel('Amount to top up').fill('20.00');
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  await page.getByRole('button', { name: 'Top up €20.00' }).click();
  await expect(page.getByText('€20.00 topped up. Your balance is €20.00.')).toBeVisible();
  // Reloading sends the same form again: it is the same top-up.
  await page.reload();
  await expect(page.getByText('€20.00 topped up. Your balance is €20.00.')).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €20.00');

  await page.getByLabel('Amount to withdraw').fill('5');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('button', { name: 'Withdraw €5.00' }).click();
  await expect(page.getByText('€5.00 withdrawn. Your balance is €15.00.')).toBeVisible();

  await page.goto('/');
  await page.getByRole('button', { name: 'Add Flat white' }).click();
  await page.getByLabel('Quantity of Flat white').fill('0');
  await page.getByRole('button', { name: 'Order €2.80' }).click();
  await expect(page.getByText('Choose at least one product.')).toBeVisible();
  await page.getByLabel('Quantity of Flat white').fill('2');
  // Nobody pays a total other than the one on the button.
  await page.getByRole('button', { name: 'Order €2.80' }).click();
  await expect(page.getByText('The quantities changed.')).toBeVisible();
  await page.goto('/');
  await page.getByRole('button', { name: 'Order €5.60' }).click();
  await expect(page).toHaveURL(/\/orders\//);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(balance(page)).toHaveAccessibleName('Balance €9.40');

  // Going back and pressing the button once more does not order twice.
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Order €5.60' })).toHaveCount(0);
  await page.goto('/orders');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
});

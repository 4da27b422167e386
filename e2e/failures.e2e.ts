import type { Locator, Page } from '@playwright/test';
import { balance, choose, register, signIn, stranger, topUp } from './customer.ts';
import { failNextForm, outdate, refuseChangesOf } from './support/faults.ts';
import { linkMailedTo } from './support/mails.ts';
import { expect, test } from './support/test.ts';

const UNREACHED = 'The shop could not be reached. Check your connection and try again: nothing is done twice.';
const FAULT = 'Something failed on our side. Try again: nothing is done twice.';

/** What the page says went wrong. */
const told = (page: Page, text: string): Locator => page.getByRole('alert').filter({ hasText: text });

test('a registration whose answer is lost keeps what was typed, and sent again is the same one', async ({ page }) => {
  const { name, email, password } = stranger();
  await page.goto('/register');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue(name);
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByRole('heading', { name: 'What would you like?' })).toBeVisible();
});

test('signing in, and asking for a new password and setting it, go on after a fault', async ({ page }) => {
  const customer = await register(page);
  await page.context().clearCookies();
  await page.goto('/forgot-password');
  await page.getByLabel('E-mail').fill(customer.email);
  await failNextForm(page, 'no connection');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(customer.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('status').filter({ hasText: customer.email })).toBeVisible();
  await expect(told(page, UNREACHED)).toHaveCount(0);

  await page.goto(await linkMailedTo(customer.email, 'reset-password'));
  const password = 'another horse battery';
  await page.getByLabel('New password').fill('Ada Lovelace 1815');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/not made of your name or address/);
  await page.getByLabel('New password').fill(password);
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(told(page, FAULT)).toBeVisible();
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByText('Your password has been changed. Sign in with the new one.')).toBeVisible();

  await failNextForm(page, 'status 500');
  await signIn(page, { ...customer, password });
  await expect(told(page, FAULT)).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(customer.email);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');
});

test('money whose answer is lost moves once when the form is sent again', async ({ page }) => {
  await register(page);
  await page.goto('/wallet');
  await page.getByLabel('Amount to top up').fill('7');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Top up €7.00' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Amount to top up')).toHaveValue('7');
  await page.getByRole('button', { name: 'Top up €7.00' }).dblclick();
  await expect(page.getByText('€7.00 topped up. Your balance is €7.00.')).toBeVisible();

  await page.getByLabel('Amount to withdraw').fill('2');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByRole('button', { name: 'Withdraw €2.00' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Amount to withdraw')).toHaveValue('2');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByRole('button', { name: 'Withdraw €2.00' }).click();
  await expect(page.getByText('Your balance is €5.00.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Top-up' })).toHaveCount(1);
  await expect(page.getByRole('row').filter({ hasText: 'Withdrawal' })).toHaveCount(1);
});

test('an order whose answer is lost is made once, and so is ordering it again', async ({ page }) => {
  await register(page);
  await topUp(page, '10');
  await choose(page, { Espresso: 1 });
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Order €1.80', exact: true }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Order €1.80', exact: true }).dblclick();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €8.20');

  await page.getByRole('link', { name: 'Order again' }).click();
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Order again €1.80' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Order again €1.80' }).dblclick();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €6.40');
});

test('what was topped up for an order whose answer is lost is not topped up again for the same order', async ({
  page,
}) => {
  await register(page);
  await topUp(page, '1');
  await choose(page, { Espresso: 1 });
  const slip = page.getByRole('complementary', { name: 'Your cart' });
  await failNextForm(page, 'lost answer');
  await slip.getByRole('button', { name: 'Top up €0.80 and order' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  // Meanwhile all of it is paid, and the button names what another order would need.
  await slip.getByRole('button', { name: 'Top up €1.80 and order' }).click();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');

  await topUp(page, '1');
  await page.goto('/orders');
  await page.getByRole('link', { name: /^Order again/ }).click();
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Top up €0.80 and order again' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Top up €1.80 and order again' }).click();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
  await page.goto('/orders');
  await expect(page.getByText('2 orders, €3.60 paid')).toBeVisible();
});

test('what was filled in in the settings stays after a fault, and is kept when it is sent again', async ({ page }) => {
  const { password } = await register(page);
  await page.goto('/settings');
  await page.getByLabel('Phone (optional)').fill('+49 30 1234567');
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(told(page, FAULT)).toBeVisible();
  // The language is a form too: what is typed beside it is not lost with it.
  await failNextForm(page, 'no connection');
  await page.getByRole('main').getByRole('button', { name: 'Русский' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Phone (optional)')).toHaveValue('+49 30 1234567');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(told(page, FAULT)).toHaveCount(0);
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await expect(told(page, FAULT)).toBeVisible();
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await expect(page.getByText('A new link is on its way.')).toBeVisible();

  await page.goto('/settings/security');
  await page.getByLabel('What is it for?').fill('Coffee machine');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('What is it for?')).toHaveValue('Coffee machine');
  await page.getByLabel('Current password').fill(password);
  await page.getByLabel('New password').fill('another horse battery');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(told(page, UNREACHED)).toHaveCount(2);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password has been changed. Other devices')).toBeVisible();

  await page.goto('/settings/data');
  await page.getByLabel('Your password').fill('another horse battery');
  await failNextForm(page, 'no connection');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(told(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('Your account is deleted.')).toBeVisible();
});

test('what was chosen to be told stays after a fault, and is kept when it is sent again', async ({ page }) => {
  await register(page);
  await page.goto('/inbox/preferences');
  const box = page.getByRole('checkbox', { name: 'An order is paid: E-mail' });
  await box.uncheck();
  await page.getByLabel('Notify me when my balance falls below').fill('5');
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(told(page, FAULT)).toBeVisible();
  await expect(box).not.toBeChecked();
  await expect(page.getByLabel('Notify me when my balance falls below')).toHaveValue('5');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(box).not.toBeChecked();
});

test('the lab goes on after a fault, and the next run is another one', async ({ page }) => {
  await page.goto('/styles');
  await page.getByLabel('The balance is too low').check();
  const run = page.getByRole('button', { name: 'Order a coffee in all three' });
  await failNextForm(page, 'status 500');
  await run.click();
  await expect(told(page, FAULT)).toBeVisible();
  await expect(page.getByLabel('The balance is too low')).toBeChecked();
  await run.click();
  await expect(page).toHaveURL(/\/styles\?run=/);
  await expect(told(page, FAULT)).toHaveCount(0);
  const first = page.url();
  await run.click();
  await expect(page).not.toHaveURL(first);
});

test('a link that is followed offline leaves the page as it is, and what is typed in it', async ({ page, context }) => {
  await register(page);
  await page.goto('/wallet');
  await page.getByLabel('Amount to withdraw').fill('3');
  const notice = page.getByText('No connection. This page stays as it is');
  await context.setOffline(true);
  await expect(async () => {
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await expect(notice).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByLabel('Amount to withdraw')).toHaveValue('3');
  await context.setOffline(false);
  await expect(notice).toHaveCount(0);
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await expect(page).toHaveURL('/orders');
});

test('a page that is older than the server says so, and loses nothing that is typed', async ({ page }) => {
  await register(page);
  await page.goto('/wallet');
  await page.getByLabel('Amount to top up').fill('7');
  await failNextForm(page, 'newer build');
  await page.getByRole('button', { name: 'Top up €7.00' }).click();
  await expect(told(page, 'The shop was updated in the meantime, and nothing was done.')).toBeVisible();
  await expect(page.getByLabel('Amount to top up')).toHaveValue('7');

  await outdate(page);
  const tab = await page.context().newPage();
  await topUp(tab, '2');
  const notice = page.getByRole('status').filter({ hasText: 'The shop has been updated.' });
  await expect(notice.getByText('The shop has been updated.')).toBeVisible();
  await expect(page.getByLabel('Amount to top up')).toHaveValue('7');
  await notice.getByRole('button', { name: 'Reload' }).click();
  await expect(balance(page)).toHaveAccessibleName('Balance €2.00');
});

test('a fault of the server is told with the id that its log has, whether the action expects it or not', async ({
  page,
}) => {
  const { email } = await register(page);
  await page.goto('/settings');
  await page.getByLabel('Phone (optional)').fill('+49 30 1234567');
  const allowChanges = await refuseChangesOf(email);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(told(page, FAULT)).toContainText(/Reference for support: [\da-f-]{36}$/);
  // The browser is told of the language before the server fails to keep it: the rest is in Russian.
  await page.getByRole('main').getByRole('button', { name: 'Русский' }).click();
  await expect(told(page, 'Сбой на нашей стороне').last()).toContainText(/Номер для поддержки: \d+$/);
  await expect(page.getByLabel('Телефон')).toHaveValue('+49 30 1234567');
  await allowChanges();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Сохранено.')).toBeVisible();
});

import { balance, register, signIn, topUp } from './customer.ts';
import { alertOf, FAULT, failNextForm, outdate, refuseChangesOf, UNREACHED } from './support/faults.ts';
import { linkMailedTo } from './support/mails.ts';
import { expect, test } from './support/test.ts';

test('signing in and resetting a password can be retried after a fault', async ({ page }) => {
  const customer = await register(page);
  await page.context().clearCookies();
  await page.goto('/forgot-password');
  await page.getByLabel('E-mail').fill(customer.email);
  await failNextForm(page, 'no connection');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(customer.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('status').filter({ hasText: customer.email })).toBeVisible();
  await expect(alertOf(page, UNREACHED)).toHaveCount(0);

  await page.goto(await linkMailedTo(customer.email, 'reset-password'));
  const password = 'another horse battery';
  await page.getByLabel('New password').fill('Ada Lovelace 1815');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/not made of your name or address/);
  await page.getByLabel('New password').fill(password);
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(alertOf(page, FAULT)).toBeVisible();
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByText('Your password has been changed. Sign in with the new one.')).toBeVisible();

  await failNextForm(page, 'status 500');
  await signIn(page, { ...customer, password });
  await expect(alertOf(page, FAULT)).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(customer.email);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');
});

test('settings forms keep what was typed after a fault, and save it on a retry', async ({ page }) => {
  const { password } = await register(page);
  await page.goto('/settings');
  await page.getByLabel('Phone (optional)').fill('+49 30 1234567');
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(alertOf(page, FAULT)).toBeVisible();
  // Choosing a language submits a form too, which must not lose what is typed in another.
  await failNextForm(page, 'no connection');
  await page.getByRole('main').getByRole('button', { name: 'Русский' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('Phone (optional)')).toHaveValue('+49 30 1234567');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(alertOf(page, FAULT)).toHaveCount(0);
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await expect(alertOf(page, FAULT)).toBeVisible();
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await expect(page.getByText('A new link is on its way.')).toBeVisible();

  await page.goto('/settings/security');
  await page.getByLabel('What is it for?').fill('Coffee machine');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await expect(page.getByLabel('What is it for?')).toHaveValue('Coffee machine');
  await page.getByLabel('Current password').fill(password);
  await page.getByLabel('New password').fill('another horse battery');
  await failNextForm(page, 'lost answer');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(alertOf(page, UNREACHED)).toHaveCount(2);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password has been changed. Other devices')).toBeVisible();

  await page.goto('/settings/data');
  await page.getByLabel('Your password').fill('another horse battery');
  await failNextForm(page, 'no connection');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(alertOf(page, UNREACHED)).toBeVisible();
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('Your account has been deleted.')).toBeVisible();
});

test('the preferences form keeps its choices after a fault, and saves them on a retry', async ({ page }) => {
  await register(page);
  await page.goto('/inbox/preferences');
  const box = page.getByRole('checkbox', { name: 'An order is paid: E-mail' });
  await box.uncheck();
  await page.getByLabel('Notify me when my balance falls below').fill('5');
  await failNextForm(page, 'status 500');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(alertOf(page, FAULT)).toBeVisible();
  await expect(box).not.toBeChecked();
  await expect(page.getByLabel('Notify me when my balance falls below')).toHaveValue('5');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(box).not.toBeChecked();
});

test('a lab run can be retried after a fault, and the next run is a new one', async ({ page }) => {
  await page.goto('/styles');
  await page.getByLabel('The balance is too low').check();
  const run = page.getByRole('button', { name: 'Order a coffee in all three' });
  await failNextForm(page, 'status 500');
  await run.click();
  await expect(alertOf(page, FAULT)).toBeVisible();
  await expect(page.getByLabel('The balance is too low')).toBeChecked();
  await run.click();
  await expect(page).toHaveURL(/\/styles\?run=/);
  await expect(alertOf(page, FAULT)).toHaveCount(0);
  const first = page.url();
  await run.click();
  await expect(page).not.toHaveURL(first);
});

test('following a link while offline keeps the page and what is typed in it', async ({ page, context }) => {
  await register(page);
  await page.goto('/wallet');
  await page.getByLabel('Amount to withdraw').fill('3');
  const notice = page.getByText('No connection. Try the link again');
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

test('a page older than the server says so, and keeps what is typed', async ({ page }) => {
  await register(page);
  await page.goto('/wallet');
  await page.getByLabel('Amount to top up').fill('7');
  await failNextForm(page, 'newer build');
  await page.getByRole('button', { name: 'Top up €7.00' }).click();
  await expect(alertOf(page, 'The shop was updated in the meantime, and nothing was done.')).toBeVisible();
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

test('a server fault is shown with the id in its log, whether or not the action expects it', async ({ page }) => {
  const { email } = await register(page);
  await page.goto('/settings');
  await page.getByLabel('Phone (optional)').fill('+49 30 1234567');
  const allowChanges = await refuseChangesOf(email);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(alertOf(page, FAULT)).toContainText(/Reference for support: [\da-f-]{36}$/);
  // The language cookie is set before saving the language fails: the rest of the page is in Russian.
  await page.getByRole('main').getByRole('button', { name: 'Русский' }).click();
  await expect(alertOf(page, 'Сбой на нашей стороне').last()).toContainText(/Номер для поддержки: \d+$/);
  await expect(page.getByLabel('Телефон')).toHaveValue('+49 30 1234567');
  await allowChanges();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Сохранено.')).toBeVisible();
});

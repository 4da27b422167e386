import type { Browser } from '@playwright/test';
import { balance, register, signIn, stranger, topUp } from './customer.ts';
import { registerStaff } from './staff.ts';
import { linkMailedTo } from './support/mails.ts';
import { expect, test } from './support/test.ts';

const another = 'another horse battery';

test('an address is verified once, by pressing the button behind the mailed link, not by merely opening it', async ({
  page,
  request,
}) => {
  const { email } = await register(page);
  const link = await linkMailedTo(email, 'verify-email');
  await page.goto('/settings');
  await expect(page.getByText('Not confirmed yet')).toBeVisible();

  await request.get(link);
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.getByRole('heading', { name: 'Address confirmed' })).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByRole('region', { name: 'E-mail address' })).toContainText('Confirmed');

  await page.goto(link);
  await expect(page.getByText('This link no longer works')).toBeVisible();
  const told = await page.request.get('/api/event-collaboration/notifications');
  expect(await told.json()).toMatchObject({ items: [] });
});

test('another link is sent on request, up to a limit', async ({ page }) => {
  const { email } = await register(page);
  const first = await linkMailedTo(email, 'verify-email');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await expect(page.getByText('A new link is on its way.')).toBeVisible();
  expect(await linkMailedTo(email, 'verify-email')).not.toBe(first);
  await expect(async () => {
    await page.getByRole('button', { name: 'Send the link again' }).click();
    await expect(page.getByText('Several links have been sent already.')).toBeVisible({ timeout: 500 });
  }).toPass();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a forgotten password is reset with a link, and every device is signed out', async ({ page, browser }) => {
      const customer = await register(page);
      const elsewhere = await browser.newPage({ baseURL: new URL(page.url()).origin, javaScriptEnabled });
      await elsewhere.goto('/sign-in');
      await elsewhere.getByRole('link', { name: 'Forgot your password?' }).click();
      await elsewhere.getByLabel('E-mail').fill('not an address');
      await elsewhere.getByRole('button', { name: 'Send the link' }).click();
      await expect(elsewhere.getByLabel('E-mail')).toHaveAccessibleDescription(/Enter an e-mail address/);
      await elsewhere.getByLabel('E-mail').fill(customer.email);
      await elsewhere.getByRole('button', { name: 'Send the link' }).click();
      await expect(elsewhere.getByText(`If ${customer.email} is registered here`)).toBeVisible();

      await elsewhere.goto(await linkMailedTo(customer.email, 'reset-password'));
      await elsewhere.getByLabel('New password').fill('too short');
      await elsewhere.getByRole('button', { name: 'Set new password' }).click();
      await expect(elsewhere.getByLabel('New password')).toHaveAccessibleDescription(/12 to 128 characters/);
      await elsewhere.getByLabel('New password').fill(another);
      await elsewhere.getByRole('button', { name: 'Set new password' }).click();
      await expect(elsewhere.getByText('Your password has been changed. Sign in with the new one.')).toBeVisible();
      await signIn(elsewhere, { ...customer, password: another });
      await expect(elsewhere).toHaveURL('/');
      await elsewhere.close();

      await page.goto('/wallet');
      await expect(page).toHaveURL('/sign-in?callbackUrl=%2Fwallet');
    });

    test('profile, theme and language are saved on the page they were chosen on', async ({ page }) => {
      await register(page);
      await page.goto('/settings');
      await page.getByLabel('Name').fill(' ');
      await page.getByLabel('Phone (optional)').fill('+49 30 1234567');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/Enter your name/);
      await expect(page.getByLabel('Phone (optional)')).toHaveValue('+49 30 1234567');
      await page.getByLabel('Name').fill('Grace Hopper');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Saved.')).toBeVisible();
      await page.reload();
      await expect(page.getByLabel('Name')).toHaveValue('Grace Hopper');
      await expect(page.getByLabel('Phone (optional)')).toHaveValue('+49 30 1234567');

      await page.getByRole('button', { name: 'Dark' }).click();
      await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
      await page.reload();
      await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');

      await page.getByRole('main').getByRole('button', { name: 'Русский' }).click();
      await expect(page.getByRole('heading', { name: 'Настройки' })).toBeVisible();
    });
  });
}

test('changing the password needs the current one and signs out other devices at once', async ({ page, browser }) => {
  const customer = await register(page);
  const phone = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await phone.goto('/sign-in?callbackUrl=/wallet');
  await signIn(phone, customer);
  await expect(phone).toHaveURL('/wallet');

  await page.goto('/settings/security');
  await expect(page.getByRole('button', { name: /^Sign out Chrome/ })).toHaveCount(1);
  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill(another);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription('This is not your current password.');
  await page.getByLabel('Current password').fill(customer.password);
  await page.getByLabel('New password').fill(another);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password has been changed. Other devices')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Sign out Chrome/ })).toHaveCount(0);
  await expect(phone).toHaveURL(/\/sign-in/);
  await phone.close();
});

test('signing out in one tab leaves nothing of the customer in another', async ({ page, context }) => {
  await register(page);
  const tab = await context.newPage();
  await tab.goto('/wallet');
  await expect(balance(tab)).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(tab).toHaveURL(/\/sign-in/);
  await expect(balance(tab)).toHaveCount(0);
  await expect(tab.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
});

test('one device is signed out from another', async ({ page, browser }) => {
  const customer = await register(page);
  const phone = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await phone.goto('/sign-in?callbackUrl=/orders');
  await signIn(phone, customer);
  await expect(phone).toHaveURL('/orders');
  await page.goto('/settings/security');
  await expect(page.getByText('This device')).toHaveCount(1);
  await page.getByRole('button', { name: /^Sign out Chrome/ }).click();
  await expect(page.getByRole('button', { name: /^Sign out Chrome/ })).toHaveCount(0);
  await expect(phone).toHaveURL(/\/sign-in/);
  await phone.close();
});

test('an API token is shown once, works, and stops working when it is revoked', async ({ page, request }) => {
  await register(page);
  await page.goto('/settings/security');
  await page.getByLabel('What is it for?').fill('Coffee machine');
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByText('It will not be shown again.')).toBeVisible();
  const token = await page.getByText(/^[\w-]{43}$/).textContent();
  const account = () =>
    request.get('/api/event-collaboration/billing/account', { headers: { Authorization: `Bearer ${token}` } });
  expect((await account()).status()).toBe(200);

  await page.reload();
  await expect(page.getByText(token as string)).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'Coffee machine' })).toContainText('Last used');
  await page.getByRole('button', { name: 'Revoke Coffee machine' }).click();
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  expect((await account()).status()).toBe(401);
});

/** Somebody of the office marks a payout as paid. */
async function payOut(browser: Browser, origin: string, transferId: string): Promise<void> {
  const office = await browser.newContext({ baseURL: origin });
  await registerStaff(await office.newPage(), 'manager');
  const answer = await office.request.post(`/api/office/payouts/${transferId}/settle`, {
    data: { method: 'cash' },
    headers: { Origin: origin },
  });
  expect(answer.status()).toBe(200);
  await office.close();
}

test('a customer downloads the data and deletes the account, once its money is paid out', async ({ page, browser }) => {
  const customer = await register(page);
  await topUp(page, '5.00');
  await page.goto('/settings/data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download my data' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('saldo-data.json');

  await page.getByLabel('Your password').fill(customer.password);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('Your balance is €5.00. Withdraw it first')).toBeVisible();
  const { origin } = new URL(page.url());
  const answer = await page.request.post('/api/event-collaboration/billing/withdraw', {
    data: { amount: 500 },
    headers: { Origin: origin },
  });
  expect(answer.status()).toBe(200);
  await page.getByLabel('Your password').fill(customer.password);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('a payout is still in progress')).toBeVisible();
  await payOut(browser, origin, (await answer.json()).transferId);
  await page.getByLabel('Your password').fill(customer.password);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('Your account has been deleted.')).toBeVisible();
  await page.goto('/settings');
  await signIn(page, customer);
  await expect(page.getByText('E-mail or password is wrong.')).toBeVisible();
  await register(page, customer); // the address is available again
});

test('registering asks for three things, and leads back to the requested page', async ({ page }) => {
  await page.goto('/wallet');
  await page.getByRole('main').getByRole('link', { name: 'Register' }).click();
  await expect(page.getByRole('textbox')).toHaveCount(3);
  const customer = stranger();
  await page.getByLabel('Name').fill(customer.name);
  await page.getByLabel('E-mail').fill(customer.email);
  await page.getByLabel('Password').fill(customer.password);
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page).toHaveURL('/wallet');
});

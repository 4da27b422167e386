import { balance, choose, register, signIn, stranger, topUp } from './customer.ts';
import { expect, test } from './support/test.ts';

test('a customer tops up, orders, is notified, is refused what the balance does not cover, and withdraws the rest', async ({
  page,
}) => {
  await register(page);
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');

  await topUp(page, '100.00');
  await expect(balance(page)).toHaveAccessibleName('Balance €100.00');

  await choose(page, { 'Meeting room': 1 });
  await expect(page.getByText('Balance €100.00, after this €50.00').filter({ visible: true })).toBeVisible();
  await page.getByRole('button', { name: 'Order €50.00' }).click();
  // Nobody reloads the page: the stamp changes by itself.
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €50.00');
  await expect(page.getByRole('listitem').filter({ hasText: 'You were notified' }).getByRole('time')).toBeVisible();

  await page.getByText('messages behind this order').click();
  const messages = page.getByRole('list').filter({ hasText: 'OrderCreateRequested' }).getByRole('listitem');
  await expect(messages.first()).toContainText('Gateway → Order');
  await expect(messages.filter({ hasText: 'OrderPaymentRequested' })).toContainText('Order → Billing');

  await page.getByRole('link', { name: /Inbox\s*1 unread/ }).click();
  await expect(page.getByText(/^Order \w{8} is paid$/)).toHaveCount(1);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();

  await choose(page, { 'Event space': 1 });
  await expect(page.getByText('€30.00 short').filter({ visible: true })).toBeVisible();
  await page.getByRole('button', { name: 'Order without topping up' }).click();
  await expect(page.getByText(/^Not paid \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByText('your balance did not cover it')).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €50.00');

  await page.getByRole('link', { name: /Inbox\s*1 unread/ }).click();
  const badNews = page.getByRole('listitem').filter({ hasText: 'is not paid' });
  await expect(badNews).toContainText('Your balance did not cover it');
  await badNews.getByText(/^Order \w{8} is not paid$/).click();
  await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible(); // the opened notification counts as read

  await page.goto('/wallet');
  await page.getByLabel('Amount to withdraw').fill('50,00');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('button', { name: 'Withdraw €50.00' }).click();
  await expect(page.getByText('€50.00 withdrawn. Your balance is €0.00.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Withdrawal' })).toContainText('-€50.00');
});

test('tops up what is missing and orders with one button', async ({ page }) => {
  await register(page);
  await choose(page, { Espresso: 1 });
  await page.getByRole('button', { name: 'Top up €1.80 and order' }).click();
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
});

test('a page that needs signing in asks for it and is opened afterwards', async ({ page, context }) => {
  const customer = await register(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Register to order' })).toBeVisible();

  await page.goto('/orders');
  await signIn(page, { ...customer, password: 'wrong horse battery' });
  await expect(page.getByText('E-mail or password is wrong.')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(customer.email);

  await signIn(page, customer);
  await expect(page).toHaveURL('/orders');
  expect((await context.cookies()).filter(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax')).not.toHaveLength(
    0,
  );
});

test('signing out ends the session itself, not only its cookie', async ({ page, context }) => {
  await register(page);
  const cookies = await context.cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Register to order' })).toBeVisible();

  await context.addCookies(cookies);
  await page.goto('/wallet');
  await expect(page).toHaveURL('/sign-in?callbackUrl=%2Fwallet');
});

test('registering an address twice says so, and keeps what was typed', async ({ page }) => {
  const customer = await register(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Register to order' })).toBeVisible();
  await page.goto('/register');
  await page.getByLabel('Name').fill('Somebody else');
  await page.getByLabel('E-mail').fill(customer.email.toUpperCase());
  await page.getByLabel('Password').fill('another long password');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByText('This e-mail address is already registered.')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Somebody else');
});

test('nobody sees the order of somebody else', async ({ page, browser }) => {
  await register(page);
  await choose(page, { Espresso: 1 });
  await page.getByRole('button', { name: 'Top up €1.80 and order' }).click();
  await expect(page).toHaveURL(/\/orders\//);

  const other = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await register(other, stranger());
  const answer = await other.goto(page.url());
  expect(answer?.status()).toBe(404);
  await expect(other.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  await other.close();
});

test('the outbox exists in demo mode only', async ({ page }) => {
  await register(page);
  expect((await page.goto('/outbox'))?.status()).toBe(404);
});

test('the shop is in Russian for browsers that ask for it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Русский' }).click();
  await expect(page.getByRole('main').getByRole('link', { name: 'Зарегистрироваться' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
});

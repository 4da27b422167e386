import { readFile } from 'node:fs/promises';
import { balance, register, topUp } from './customer.ts';
import { expect, test } from './support/test.ts';

test('a preset fills in the amount; fee and balance are shown before anything moves', async ({ page }) => {
  await register(page);
  await page.goto('/wallet');
  const form = page.getByRole('region', { name: 'Top up' });
  await expect(form.getByText('The money is for trying the shop out: nothing is charged.')).toBeVisible();
  await form.getByRole('button', { name: '€20', exact: true }).click();
  await expect(page.getByLabel('Amount to top up')).toHaveValue('20');
  await expect(form.getByRole('button', { name: '€20', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(form.getByRole('definition').filter({ hasText: '€20.00' })).toBeVisible();
  await expect(form.getByRole('definition').filter({ hasText: '€0.00' })).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
  await form.getByRole('button', { name: 'Top up €20.00' }).click();
  await expect(page.getByText('€20.00 topped up. Your balance is €20.00.')).toBeVisible();
  await expect(page.getByLabel('Amount to top up')).toHaveValue('');
});

test('Enter does what the button says, with the typed amount, every time', async ({ page }) => {
  await register(page);
  await page.goto('/wallet');
  for (const [typed, total] of [
    ['100', '€100.00'],
    ['7', '€107.00'],
  ] as const) {
    await page.getByLabel('Amount to top up').fill(typed);
    await page.getByLabel('Amount to top up').press('Enter');
    await expect(page.getByText(`€${typed}.00 topped up. Your balance is ${total}.`)).toBeVisible();
  }
});

test('a withdrawal asks for confirmation, and cancelling moves nothing', async ({ page }) => {
  await register(page);
  await topUp(page, '20');
  const withdraw = page.getByRole('region', { name: 'Withdraw' }).getByRole('button', { name: 'Withdraw' });
  await page.getByLabel('Amount to withdraw').fill('5');
  await withdraw.click();
  const dialog = page.getByRole('alertdialog', { name: 'Withdraw this amount?' });
  await expect(dialog).toContainText('€15.00');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Amount to withdraw')).toHaveValue('5');
  await expect(balance(page)).toHaveAccessibleName('Balance €20.00');

  await withdraw.click();
  await dialog.getByRole('button', { name: 'Withdraw €5.00' }).dblclick();
  await expect(page.getByText('€5.00 withdrawn. Your balance is €15.00.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Withdrawal' })).toHaveCount(1);

  await page.getByLabel('Amount to withdraw').fill('15.01');
  await withdraw.click();
  await expect(page.getByText('Your balance does not cover this amount.')).toBeVisible();
  await expect(page.getByLabel('Amount to withdraw')).toHaveValue('15.01');
});

test('the statement is filtered, downloaded and printed', async ({ page }) => {
  await register(page);
  await topUp(page, '20');
  await topUp(page, '5');
  await page.getByLabel('Amount to withdraw').fill('3.50');
  await page.getByRole('region', { name: 'Withdraw' }).getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('button', { name: 'Withdraw €3.50' }).click();
  await expect(page.getByText('€3.50 withdrawn')).toBeVisible();

  await page.getByLabel('What').selectOption('Top-up');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/kind=deposit/);
  await expect(page.getByRole('row').filter({ hasText: 'Top-up' })).toHaveCount(2);
  await expect(page.getByRole('row').filter({ hasText: 'Withdrawal' })).toHaveCount(0);

  await page.getByLabel('To', { exact: true }).fill('2001-01-01');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText('No movements match the filter.')).toBeVisible();
  await page.getByRole('link', { name: 'Show everything' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Withdrawal' })).toHaveCount(1);

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('statement.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('time,kind,amount,balance,currency,order,entry');
  expect(lines.slice(1).map((line) => line.split(',').slice(1, 5).join(' '))).toEqual([
    'withdrawal -3.50 21.50 EUR',
    'deposit 5.00 25.00 EUR',
    'deposit 20.00 20.00 EUR',
  ]);

  await page.getByRole('link', { name: 'Print' }).click();
  const sum = (name: string) => page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd');
  await expect(sum('Opening balance')).toHaveText('€0.00');
  await expect(sum('Paid in')).toHaveText('€25.00');
  await expect(sum('Paid out')).toHaveText('-€3.50');
  await expect(sum('Closing balance')).toHaveText('€21.50');
  await expect(page.getByRole('row')).toHaveCount(4);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a preset is shown with fee and balance before it is confirmed', async ({ page }) => {
    await register(page);
    await page.goto('/wallet');
    await page.getByRole('button', { name: '€10', exact: true }).click();
    await expect(page.getByRole('definition').filter({ hasText: '€10.00' })).toBeVisible();
    await expect(balance(page)).toHaveAccessibleName('Balance €0.00');
    await page.getByRole('button', { name: 'Top up €10.00' }).click();
    await expect(page.getByText('€10.00 topped up. Your balance is €10.00.')).toBeVisible();

    await page.goto('/wallet');
    await page.getByLabel('What').selectOption('Withdrawal');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText('No movements match the filter.')).toBeVisible();
  });
});

import { expect, test } from './support/test.ts';

const styles = ['command-reply', 'event-notification', 'event-collaboration'];

test('anybody can order a coffee in all three styles and see the figures', async ({ page }) => {
  await page.goto('/styles');
  await page.getByRole('button', { name: 'Order a coffee in all three' }).click();
  await expect(page).toHaveURL(/\/styles\?run=/);
  const columns = styles.map((style) => page.getByRole('article', { name: style }));
  for (const column of columns) await expect(column.getByText('Paid', { exact: true })).toBeVisible();
  const figure = (column: (typeof columns)[0], name: string) =>
    column.locator('dl > div', { hasText: name }).locator('dd');
  const [reply, notification, collaboration] = columns as [
    (typeof columns)[0],
    (typeof columns)[0],
    (typeof columns)[0],
  ];
  await expect(figure(reply, 'Messages')).toHaveText('4');
  await expect(figure(reply, 'Call-backs')).toHaveText('0');
  await expect(figure(notification, 'Messages')).toHaveText('5');
  await expect(figure(notification, 'Call-backs')).toHaveText('2');
  await expect(figure(collaboration, 'Messages')).toHaveText('5');
  await expect(figure(collaboration, 'Call-backs')).toHaveText('0');
  await expect(reply.getByText('PaymentOrderResponse').first()).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /Done\. Answered after/ })).toHaveCount(1);

  // A run can be shared by its address; pressing the button again starts another run.
  const first = page.url();
  await page.getByRole('button', { name: 'Order a coffee in all three' }).click();
  await expect(page).not.toHaveURL(first);
  await page.goto(first);
  await expect(columns[0]?.getByText('Paid', { exact: true }) ?? page.locator('never')).toBeVisible();
});

test('the lab says so when a run does not exist', async ({ page }) => {
  await page.goto('/styles?run=01999999-0000-7000-8000-000000000000');
  await expect(page.getByText('This run no longer exists, or never did.')).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an order above the balance is refused in all three styles', async ({ page }) => {
    await page.goto('/styles');
    await page.getByLabel('The balance is too low').check();
    await page.getByRole('button', { name: 'Order a coffee in all three' }).click();
    await expect(page.getByText('Not paid', { exact: true })).toHaveCount(3);
    await expect(page.getByText('BillRefused').first()).toBeVisible();
  });
});

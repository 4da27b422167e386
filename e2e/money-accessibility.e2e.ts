import { register, topUp } from './customer.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

const widths = { phone: 360, desktop: 1280 };

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, width] of Object.entries(widths)) {
    test.describe(`${colorScheme}, ${device}`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      for (const locale of ['en', 'ru'])
        test(`wallet, statement and orders in ${locale} are accessible and fit their width`, async ({
          page,
          context,
        }) => {
          await register(page);
          await topUp(page, '10');
          const order = async (style: string, productId: string) => {
            const data = { items: [{ productId, quantity: 3 }] };
            const headers = { origin: new URL(page.url()).origin };
            const answer = await page.request.post(`/api/${style}`, { data, headers });
            return String((await answer.json()).orderId);
          };
          const refused = await order('command-reply/order/create', 'event-space');
          const paid = await order('event-notification/order', 'espresso');
          await page.goto(`/orders/${paid}`);
          await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();

          await context.addCookies([{ name: 'saldo.locale', value: locale, url: page.url() }]);
          const pages = ['/orders', '/orders?status=refused', `/orders/${refused}`, `/orders/${paid}/again`];
          for (const path of [...pages, '/wallet', '/wallet/statement', '/wallet?kind=reversal']) {
            await expectAccessible(page, path);
          }
          await page.goto(`/orders/${paid}`);
          await page.locator('main summary').first().click();
          await expectAccessible(page);
          await page.getByText('OrderRequested').first().click();
          await expectAccessible(page);

          await page.goto('/wallet');
          await page.locator('#withdraw-amount').fill('a lot');
          await page.locator('#withdraw-amount').press('Enter');
          await expect(page.locator('#withdraw-amount')).toHaveAttribute('aria-invalid', 'true');
          await expectAccessible(page);
          await page.locator('#withdraw-amount').fill('1');
          await page.locator('#withdraw-amount').press('Enter');
          await expect(page.getByRole('alertdialog')).toHaveCSS('opacity', '1');
          await expectAccessible(page);
        });
    });
  }
}

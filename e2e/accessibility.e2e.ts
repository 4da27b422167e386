import { choose, openSlip, register, topUp } from './customer.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

const widths = { phone: 360, desktop: 1280 };

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, width] of Object.entries(widths)) {
    test.describe(`${colorScheme}, ${device}`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('every page is accessible and fits its width', async ({ page }) => {
        for (const path of ['/', '/?product=soup', '/register', '/sign-in', '/nowhere'])
          await expectAccessible(page, path);

        await page.goto('/register');
        await page.getByRole('button', { name: 'Register' }).click();
        await expect(page.getByLabel('Name')).toBeFocused();
        await expectAccessible(page);

        await register(page);
        for (const path of ['/', '/wallet', '/orders', '/inbox']) await expectAccessible(page, path);

        await topUp(page, '100.00');
        await expectAccessible(page);
        await choose(page, { Lemonade: 2, 'Lunch plate': 1 });
        await expectAccessible(page);
        await page.getByRole('button', { name: 'Order €15.90' }).click();
        await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
        await page.getByText('messages made this order').click();
        await expectAccessible(page);

        await choose(page, { 'Event space': 3 });
        await expectAccessible(page);
        if (device === 'phone') await openSlip(page);
        await page.getByRole('button', { name: 'Order without topping up' }).click();
        await expect(page.getByText(/^Not paid \d\d:\d\d$/)).toBeVisible();
        await expectAccessible(page);
        for (const path of ['/wallet', '/orders', '/inbox']) await expectAccessible(page, path);
      });
    });
  }
}

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No violation that axe can find, and nothing to scroll sideways. Opens `path` first if it is given. */
export async function expectAccessible(page: Page, path?: string): Promise<void> {
  if (path) await page.goto(path);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const where = path ?? page.url();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    where,
  ).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), where).toBeLessThanOrEqual(0);
}

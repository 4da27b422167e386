import type { Browser, Page } from '@playwright/test';
import type { ShownPage } from './pages.ts';
import { test as base } from './test.ts';
import { createVisitors, removeVisitors, type Visitors } from './visitors.ts';

/** A test that visits pages as different people. */
export const test = base.extend<object, { visitors: Visitors }>({
  visitors: [
    async ({ browser }, use) => {
      const visitors = await createVisitors(browser, String(process.env.SALDO_E2E_URL));
      await use(visitors);
      await removeVisitors(visitors);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** A variant of a page. */
export interface Variant {
  language: 'en' | 'ru';
  theme: 'light' | 'dark';
  /** The width of the window in pixels. */
  width: number;
}

export const languages = ['en', 'ru'] as const;
export const themes = ['light', 'dark'] as const;

/** Every combination of language, theme and one of these widths. */
export const variantsAt = (widths: readonly number[]): Variant[] =>
  languages.flatMap((language) => themes.flatMap((theme) => widths.map((width) => ({ language, theme, width }))));

/** Opens page after page in its state, each with an empty cart, and examines it. */
export async function visitPages(
  { browser, baseURL, visitors }: { browser: Browser; baseURL: string | undefined; visitors: Visitors },
  { language, theme, width }: Variant,
  pages: readonly ShownPage[],
  examine: (page: Page, shown: ShownPage) => Promise<void>,
): Promise<void> {
  for (const [visitor, theirs] of Map.groupBy(pages, (shown) => shown.visitor)) {
    const context = await browser.newContext({
      ...(baseURL && { baseURL }),
      storageState: visitors.sessions[visitor],
      colorScheme: theme,
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    });
    await context.addCookies([{ name: 'saldo.locale', value: language, url: String(baseURL) }]);
    const page = await context.newPage();
    for (const shown of theirs) {
      await test.step(shown.name, async () => {
        await context.clearCookies({ name: 'saldo.cart' });
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await shown.open(page, visitors);
        await examine(page, shown);
      });
    }
    await context.close();
  }
}

/** Runs `act` in a window as high as the page, where nothing sticky covers the content. */
export async function withWholePage<Result>(page: Page, act: () => Promise<Result>): Promise<Result> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  const result = await act();
  await page.setViewportSize(size);
  return result;
}

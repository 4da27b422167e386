import type { Browser, Page } from '@playwright/test';
import type { ShownPage } from './pages.ts';
import { test as base } from './test.ts';
import { type Cast, dismiss, gather } from './visitors.ts';

/** A test that looks at pages, with people in them. */
export const test = base.extend<object, { cast: Cast }>({
  cast: [
    async ({ browser }, use) => {
      const cast = await gather(browser, String(process.env.SALDO_E2E_URL));
      await use(cast);
      await dismiss(cast);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/** How a page is looked at. */
export interface Variant {
  language: 'en' | 'ru';
  theme: 'light' | 'dark';
  /** Of the window, in pixels. */
  width: number;
}

export const languages = ['en', 'ru'] as const;
export const themes = ['light', 'dark'] as const;

/** Every way to look, through windows of these widths. */
export const variantsAt = (widths: readonly number[]): Variant[] =>
  languages.flatMap((language) => themes.flatMap((theme) => widths.map((width) => ({ language, theme, width }))));

/** Brings page after page into its state, each with an empty slip, and does something with it. */
export async function visitPages(
  { browser, baseURL, cast }: { browser: Browser; baseURL: string | undefined; cast: Cast },
  { language, theme, width }: Variant,
  pages: readonly ShownPage[],
  examine: (page: Page, shown: ShownPage) => Promise<void>,
): Promise<void> {
  for (const [visitor, theirs] of Map.groupBy(pages, (shown) => shown.visitor)) {
    const context = await browser.newContext({
      ...(baseURL && { baseURL }),
      storageState: cast.sessions[visitor],
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
        await shown.open(page, cast);
        await examine(page, shown);
      });
    }
    await context.close();
  }
}

/** Does something in a window as high as the page: what sticks to its edges then covers nothing. */
export async function withWholePage<Result>(page: Page, act: () => Promise<Result>): Promise<Result> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  const result = await act();
  await page.setViewportSize(size);
  return result;
}

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { withWholePage } from './variants.ts';

/** WCAG 2.2, A and AA, and what is good practice besides. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The narrowest window that must do, in pixels: 1280 at a zoom of 400 %. */
const NARROWEST = 320;

/** No violation that axe can find, and nothing to scroll sideways, neither here nor in the narrowest window. Later ones are told too. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // Mails stand in frames in which no script runs to its end, nor would one of axe.
  const axe = new AxeBuilder({ page }).withTags(rules).exclude('iframe');
  const { violations } = await withWholePage(page, () => axe.analyze());
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      name,
    )
    .toEqual([]);
  const size = page.viewportSize() ?? { width: NARROWEST, height: 800 };
  for (const width of [size.width, NARROWEST]) {
    await page.setViewportSize({ ...size, width });
    expect.soft(await page.evaluate(whatSticksOut), `${name} at ${width} pixels`).toEqual([]);
  }
  await page.setViewportSize(size);
}

/** Where a page can be scrolled sideways: the elements that reach beyond its window, without what they contain. */
function whatSticksOut(): string[] {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const beyond = [...document.querySelectorAll('main *, header *, footer *, nav *')].filter(
    (element) => element.getBoundingClientRect().right > innerWidth,
  );
  const outermost = beyond.filter((element) => !beyond.includes(element.parentElement as Element));
  return [
    `${document.documentElement.scrollWidth} pixels`,
    ...outermost.map((element) => `<${element.localName} class="${element.className}">`),
  ];
}

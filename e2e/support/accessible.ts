import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { withWholePage } from './variants.ts';

/** Axe in short form: each page reads all of it. */
const source = readFileSync(path.resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA, and best practices. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The narrowest supported window in pixels: 1280 at a zoom of 400 %. */
const NARROWEST = 320;

/**
 * Expects no axe violations and no horizontal scrolling, here and in the narrowest window. Soft, so that all are
 * reported.
 */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(source);
  const violations = await withWholePage(page, () => page.evaluate(violationsOf, rules));
  expect.soft(violations, name).toEqual([]);
  const size = page.viewportSize() ?? { width: NARROWEST, height: 800 };
  for (const width of [size.width, NARROWEST]) {
    await page.setViewportSize({ ...size, width });
    expect.soft(await page.evaluate(whatSticksOut), `${name} at ${width} pixels`).toEqual([]);
  }
  await page.setViewportSize(size);
}

/** What axe finds in the page: a line for each broken rule. It runs in the page, where axe is. */
async function violationsOf(rules: string[]): Promise<string[]> {
  const { axe: here } = window as unknown as { axe: typeof axe };
  // Scripts do not run in the sandboxed frames of mails, so axe could not either. What passes need not be described.
  const { violations } = await here.run({ exclude: ['iframe'] }, { runOnly: rules, resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The outermost elements that reach beyond the window, if the page scrolls horizontally. */
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

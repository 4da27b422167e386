import path from 'node:path';
import { pages } from '../support/pages.ts';
import { test, variantsAt, visitPages, withWholePage } from '../support/variants.ts';

const folder = path.resolve(import.meta.dirname, '../../screenshots');

for (const variant of variantsAt([360, 768, 1280])) {
  const { language, theme, width } = variant;
  test(`every page in ${language}, ${theme}, at ${width} pixels`, ({ browser, baseURL, visitors }) =>
    visitPages({ browser, baseURL, visitors }, variant, pages, async (page, { name }) => {
      const file = path.join(folder, `${width}-${theme}-${language}`, `${name}.png`);
      await withWholePage(page, () => page.screenshot({ path: file, animations: 'disabled' }));
    }));
}

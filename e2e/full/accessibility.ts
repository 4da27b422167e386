import { expectAccessible } from '../support/accessible.ts';
import { pages } from '../support/pages.ts';
import { test, variantsAt, visitPages } from '../support/variants.ts';

for (const variant of variantsAt([360, 1280])) {
  const { language, theme, width } = variant;
  test(`every page in ${language}, ${theme}, at ${width} pixels is accessible and fits`, ({
    browser,
    baseURL,
    visitors,
  }) => visitPages({ browser, baseURL, visitors }, variant, pages, (page, { name }) => expectAccessible(page, name)));
}

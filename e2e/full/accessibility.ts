import { expectAccessible } from '../support/accessible.ts';
import { pages } from '../support/pages.ts';
import { test, variantsAt, visitPages } from '../support/variants.ts';

for (const look of variantsAt([360, 1280])) {
  const { language, theme, width } = look;
  test(`every page in ${language}, ${theme}, at ${width} pixels is accessible and fits`, ({ browser, baseURL, cast }) =>
    visitPages({ browser, baseURL, cast }, look, pages, (page, { name }) => expectAccessible(page, name)));
}

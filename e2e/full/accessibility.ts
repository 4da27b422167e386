import { expectAccessible } from '../support/accessible.ts';
import { pages } from '../support/pages.ts';
import { lookAt, looksAt, test } from '../support/variants.ts';

for (const look of looksAt([360, 1280])) {
  const { language, theme, width } = look;
  test(`every page in ${language}, ${theme}, at ${width} pixels is accessible and fits`, ({ browser, baseURL, cast }) =>
    lookAt({ browser, baseURL, cast }, look, pages, (page, { name }) => expectAccessible(page, name)));
}

import { expectAccessible } from '../support/accessible.ts';
import { lookAt, looksAt, test } from '../support/looks.ts';
import { pages } from '../support/pages.ts';

for (const look of looksAt([360, 1280])) {
  const { language, theme, width } = look;
  test(`every page in ${language}, ${theme}, at ${width} pixels is accessible and fits`, ({ browser, baseURL, cast }) =>
    lookAt({ browser, baseURL, cast }, look, pages, (page, { name }) => expectAccessible(page, name)));
}

import { expectAccessible } from './support/accessible.ts';
import { allPairs } from './support/all-pairs.ts';
import { pages, type ShownPage } from './support/pages.ts';
import { languages, test, themes, type Variant, variantsAt, visitPages } from './support/variants.ts';

// Every two of page, language, theme and width; `npm run accessibility` looks at them all.
const widths = [360, 1280];
const choices = allPairs<Variant & { shown: ShownPage }>({
  shown: pages.filter(({ isDemo }) => !isDemo),
  language: languages,
  theme: themes,
  width: widths,
});

// A recording of so many pages would take longer than the looking.
test.use({ trace: 'off' });
test.describe.configure({ timeout: 180_000 });

for (const look of variantsAt(widths)) {
  const { language, theme, width } = look;
  test(`pages in ${language}, ${theme}, at ${width} pixels are accessible and fit`, async ({
    browser,
    baseURL,
    cast,
  }) => {
    const chosen = choices.filter((one) => one.language === language && one.theme === theme && one.width === width);
    await visitPages(
      { browser, baseURL, cast },
      look,
      chosen.map(({ shown }) => shown),
      (page, { name }) => expectAccessible(page, name),
    );
  });
}

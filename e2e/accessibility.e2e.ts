import { expectAccessible } from './support/accessible.ts';
import { allPairs } from './support/all-pairs.ts';
import { pages, type ShownPage } from './support/pages.ts';
import { languages, test, themes, type Variant, variantsAt, visitPages } from './support/variants.ts';

// Covers every pair of page of the shop, language, theme and width; `npm run accessibility` covers every combination.
const widths = [360, 1280];
const isOfOffice = ({ visitor }: ShownPage) => visitor === 'owner';
const ofShop = allPairs<Variant & { shown: ShownPage }>({
  shown: pages.filter((shown) => !(shown.isDemo || isOfOffice(shown))),
  language: languages,
  theme: themes,
  width: widths,
});
// The screens of the office are made of few parts: two opposite variants show each of them.
const opposites: Variant[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'ru', theme: 'dark', width: 360 },
];
const ofOffice = pages.filter(isOfOffice).flatMap((shown) => opposites.map((variant) => ({ ...variant, shown })));
const choices = [...ofShop, ...ofOffice];

// Tracing so many pages would take longer than checking them.
test.use({ trace: 'off' });
test.describe.configure({ timeout: 180_000 });

for (const variant of variantsAt(widths)) {
  const { language, theme, width } = variant;
  test(`pages in ${language}, ${theme}, at ${width} pixels are accessible and fit`, async ({
    browser,
    baseURL,
    visitors,
  }) => {
    const chosen = choices.filter((one) => one.language === language && one.theme === theme && one.width === width);
    await visitPages(
      { browser, baseURL, visitors },
      variant,
      chosen.map(({ shown }) => shown),
      (page, { name }) => expectAccessible(page, name),
    );
  });
}

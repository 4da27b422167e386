import { getTranslations } from 'next-intl/server';
import { knownCategories } from '#lib/office/product-arts';

type Known = (typeof knownCategories)[number];
const isKnown = (category: string): category is Known => (knownCategories as readonly string[]).includes(category);

/** How a category is called on the page: those of the product by name, others as they are written. */
export async function categoryNames(): Promise<(category: string) => string> {
  const t = await getTranslations('catalogue.categories');
  return (category) => (isKnown(category) ? t(category) : category);
}

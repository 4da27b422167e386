import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '#lib/money';
import type { OfficeProduct } from '#lib/office/catalogue';
import { categoryNames } from '../category-name.ts';
import { Thumbnail } from '../thumbnail.tsx';

/** A product for whoever may see it and not change it. */
export async function ProductFacts({ product }: { product: OfficeProduct }) {
  const { name, description, category, price, currency, stock, soldOutUntil, instant } = product;
  const [t, format, locale, nameOf] = await Promise.all([
    getTranslations('catalogue'),
    getFormatter(),
    getLocale(),
    categoryNames(),
  ]);
  const facts: [string, string][] = [
    ...(['en', 'ru'] as const).flatMap((language): [string, string][] => {
      const names = { language: t(`languages.${language}`) };
      return [
        [t('form.name', names), name[language] ?? ''],
        [t('form.description', names), description[language] ?? ''],
      ];
    }),
    [t('form.category'), nameOf(category)],
    [t('form.price'), formatMoney(price, currency, locale)],
    [t('form.stock'), stock === null ? t('uncounted') : String(stock)],
    [t('form.soldOutUntil'), soldOutUntil ? format.dateTime(new Date(soldOutUntil), 'moment') : ''],
    [t('form.instant'), instant ? '✓' : ''],
  ];
  return (
    <div className="grid gap-4">
      <Thumbnail {...product} />
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-quiet">{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

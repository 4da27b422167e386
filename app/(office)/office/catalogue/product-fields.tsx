import { getTranslations } from 'next-intl/server';
import { ProductArt } from '#components/products/product-art';
import { decimalMoney } from '#lib/money';
import { DESCRIPTION_MAX, PRODUCT_NAME_MAX } from '#lib/office/catalogue-schemas';
import { knownCategories, productArts } from '#lib/office/product-arts';
import { OfficeField } from '../../_office/office-form.tsx';
import { categoryNames } from './category-name.ts';
import { PictureChoice, Select, TickBox } from './form-controls.tsx';
import type { ProductFormSettings } from './product-form.ts';

interface ProductFieldsProps {
  settings: ProductFormSettings;
  /** What the fields hold at first, by their names. */
  texts: Record<string, string>;
  /** The categories that there are. */
  categories: string[];
}

/** The fields of a product. */
export async function ProductFields({ settings, texts, categories }: ProductFieldsProps) {
  const { currency, languages } = settings;
  const [t, languageNames, nameOf] = await Promise.all([
    getTranslations('catalogue.form'),
    getTranslations('catalogue.languages'),
    categoryNames(),
  ]);
  const [first = 'en'] = languages;
  const offered = [...new Set([...categories, ...knownCategories])];
  return (
    <>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 text-title font-strong">{t('texts')}</legend>
        {languages.map((language) => (
          <div key={language} lang={language} className="grid content-start gap-4">
            <OfficeField
              name={`name.${language}`}
              label={t('name', { language: languageNames(language) })}
              hint={language === first ? undefined : t('optionalName', { language: languageNames(first) })}
              error={t('faults.name')}
              defaultValue={texts[`name.${language}`]}
              required={language === first}
              maxLength={PRODUCT_NAME_MAX}
              autoComplete="off"
            />
            <OfficeField
              name={`description.${language}`}
              label={t('description', { language: languageNames(language) })}
              error={t('faults.description')}
              defaultValue={texts[`description.${language}`]}
              maxLength={DESCRIPTION_MAX}
              autoComplete="off"
            />
          </div>
        ))}
      </fieldset>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 text-title font-strong">{t('offer')}</legend>
        <div>
          <OfficeField
            name="price"
            label={t('price')}
            error={t('faults.price', { example: decimalMoney(280, currency) })}
            defaultValue={texts.price}
            prefix={currency}
            inputMode="decimal"
            autoComplete="off"
            required
          />
        </div>
        <div className="grid content-start gap-4">
          <Select
            name="category"
            label={t('category')}
            value={texts.category ?? ''}
            options={offered.map((value) => ({ value, name: nameOf(value) }))}
          />
          <OfficeField
            name="newCategory"
            label={t('newCategory')}
            error={t('faults.category')}
            maxLength={40}
            autoComplete="off"
          />
        </div>
        <div className="sm:col-span-2">
          <PictureChoice
            name="art"
            label={t('art')}
            hint={t('artHint')}
            value={texts.art ?? 'token'}
            options={productArts.map((value) => ({ value, picture: <ProductArt art={value} className="size-9" /> }))}
          />
        </div>
      </fieldset>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 text-title font-strong">{t('availability')}</legend>
        <OfficeField
          name="stock"
          label={t('stock')}
          hint={t('stockHint')}
          error={t('faults.stock')}
          defaultValue={texts.stock}
          inputMode="numeric"
          autoComplete="off"
        />
        <OfficeField
          name="soldOutUntil"
          type="datetime-local"
          label={t('soldOutUntil')}
          hint={t('soldOutHint')}
          error={t('faults.soldOutUntil')}
          defaultValue={texts.soldOutUntil}
        />
        <TickBox name="available" label={t('available')} value={texts.available ?? 'on'} />
        <TickBox name="instant" label={t('instant')} hint={t('instantHint')} value={texts.instant ?? ''} />
      </fieldset>
    </>
  );
}

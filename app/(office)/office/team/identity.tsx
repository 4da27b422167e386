import { getTranslations } from 'next-intl/server';
import { env } from '#lib/env';
import { localeNames, locales } from '#lib/i18n/locales';
import { readIdentity, readOwnIdentity } from '#lib/shop/identity';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { Select, TickBox } from '../catalogue/form-controls.tsx';
import { setIdentityAction } from './actions.ts';

/** What customers see of the shop: its name, its accent and its languages. */
export async function Identity({ mayEdit }: { mayEdit: boolean }) {
  const [t, own, { name, accent, languages }] = await Promise.all([
    getTranslations('office.settings'),
    readOwnIdentity(),
    readIdentity(),
  ]);
  const { SHOP_NAME, SHOP_ACCENT } = env();
  return (
    <section aria-labelledby="shop" className="max-w-md">
      <h2 id="shop" className="mb-3 text-title font-strong">
        {t('shop')}
      </h2>
      {mayEdit ? (
        <OfficeForm action={setIdentityAction} formKey={newFormKey()} submit={t('save')} variant="outline">
          <OfficeField
            name="name"
            label={t('name')}
            defaultValue={own.name ?? ''}
            hint={t('emptyMeans', { value: SHOP_NAME })}
            error={t('nameFault')}
            maxLength={60}
            autoComplete="off"
          />
          <OfficeField
            name="accent"
            label={t('accent')}
            defaultValue={own.accent ?? ''}
            hint={`${t('accentHint')} ${t('emptyMeans', { value: SHOP_ACCENT ?? t('accentDefault') })}`}
            error={t('accentFault')}
            autoComplete="off"
          />
          <fieldset>
            <legend className="font-medium">{t('languages')}</legend>
            {locales.map((locale) => (
              <TickBox
                key={locale}
                name={locale}
                label={localeNames[locale]}
                lang={locale}
                value={languages.includes(locale) ? 'on' : ''}
              />
            ))}
          </fieldset>
          <Select
            name="first"
            label={t('first')}
            hint={t('firstHint')}
            value={languages[0] ?? 'en'}
            options={locales.map((locale) => ({ value: locale, name: localeNames[locale] }))}
          />
        </OfficeForm>
      ) : (
        <dl className="grid">
          {[
            { label: t('name'), value: name },
            { label: t('accent'), value: accent ?? t('accentDefault') },
            { label: t('languages'), value: languages.map((locale) => localeNames[locale]).join(', ') },
          ].map(({ label, value }) => (
            <div key={label} className="flex flex-wrap justify-between gap-x-4 border-b border-rule py-2">
              <dt>{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

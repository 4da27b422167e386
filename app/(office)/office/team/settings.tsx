import { getTranslations } from 'next-intl/server';
import { env } from '#lib/env';
import { readRegistration, registrations } from '#lib/shop/registration';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeForm } from '../../_office/office-form.tsx';
import { setRegistrationAction } from './actions.ts';

/** Who may register, and the settings of the server that customers notice, with the name of each. */
export async function Settings({ mayEdit }: { mayEdit: boolean }) {
  const [t, current] = await Promise.all([getTranslations('office.settings'), readRegistration()]);
  const { SHOP_NAME, SHOP_ACCENT, SHOP_LANGUAGES } = env();
  const settings = [
    { label: t('name'), value: SHOP_NAME, setting: 'SHOP_NAME' },
    { label: t('accent'), value: SHOP_ACCENT ?? t('accentDefault'), setting: 'SHOP_ACCENT' },
    { label: t('languages'), value: SHOP_LANGUAGES.join(', '), setting: 'SHOP_LANGUAGES' },
  ];
  return (
    <>
      <section aria-labelledby="registration" className="max-w-md">
        <h2 id="registration" className="mb-3 text-title font-strong">
          {t('title')}
        </h2>
        {mayEdit ? (
          <OfficeForm action={setRegistrationAction} formKey={newFormKey()} submit={t('save')} variant="outline">
            <fieldset className="grid gap-2">
              <legend className="sr-only">{t('title')}</legend>
              {registrations.map((registration) => (
                <label key={registration} className="flex min-h-11 items-start gap-3">
                  <input
                    type="radio"
                    name="registration"
                    value={registration}
                    defaultChecked={registration === current}
                    className="mt-1 size-4 shrink-0"
                  />
                  <span>
                    <span className="block font-medium">{t(registration)}</span>
                    <span className="block text-note text-quiet">{t(`${registration}Means`)}</span>
                  </span>
                </label>
              ))}
            </fieldset>
          </OfficeForm>
        ) : (
          <p>
            <span className="block font-medium">{t(current)}</span>
            <span className="text-quiet">{t(`${current}Means`)}</span>
          </p>
        )}
      </section>
      <section aria-labelledby="shop" className="max-w-md">
        <h2 id="shop" className="text-title font-strong">
          {t('shop')}
        </h2>
        <p className="mb-3 text-quiet">{t('shopLead')}</p>
        <dl className="grid">
          {settings.map(({ label, value, setting }) => (
            <div key={setting} className="flex flex-wrap justify-between gap-x-4 border-b border-rule py-2">
              <dt>
                {label} <code className="figures text-note text-quiet">{setting}</code>
              </dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

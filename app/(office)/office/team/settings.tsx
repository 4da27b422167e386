import { getTranslations } from 'next-intl/server';
import { readRegistration, registrations } from '#lib/shop/registration';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeForm } from '../../_office/office-form.tsx';
import { setRegistrationAction } from './actions.ts';
import { Identity } from './identity.tsx';

/** Who may register, and what customers see of the shop. */
export async function Settings({ mayEdit }: { mayEdit: boolean }) {
  const [t, current] = await Promise.all([getTranslations('office.settings'), readRegistration()]);
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
      <Identity mayEdit={mayEdit} />
    </>
  );
}

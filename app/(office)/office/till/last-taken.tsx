import { getLocale, getTranslations } from 'next-intl/server';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import type { CurrentUser } from '#lib/auth/session';
import { formatMoney } from '#lib/money';
import { readUndoable, UNDO_MINUTES } from '#lib/office/till';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeForm } from '../../_office/office-form.tsx';
import { undoAction } from './actions.ts';
import { SEARCH } from './search.ts';

/** What the person at the till has just taken, each with a button that undoes it. */
export async function LastTaken({ user }: { user: CurrentUser }) {
  const [t, locale, taken] = await Promise.all([getTranslations('office.till'), getLocale(), readUndoable(user)]);
  if (taken.length === 0) return null;
  return (
    <section aria-labelledby="last">
      <h2 id="last" className="text-title font-strong">
        {t('last')}
      </h2>
      <p className="mb-2 text-quiet">{t('lastLead', { minutes: UNDO_MINUTES })}</p>
      <ul className="grid max-w-xl">
        {taken.map(({ transferId, amount, currency, name }) => (
          <li
            key={transferId}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-rule py-2 first:border-t"
          >
            <span>
              {name} <Money amount={amount} currency={currency} locale={locale} signed />{' '}
              <PageLink href={`/office/till/receipts/${transferId}`} className="underline underline-offset-4">
                {t('receipt.title')}
              </PageLink>
            </span>
            <OfficeForm
              action={undoAction}
              formKey={newFormKey()}
              submit={t('undo')}
              submitLabel={t('undoLabel', { amount: formatMoney(amount, currency, locale), name })}
              variant="outline"
              className="flex flex-wrap items-center gap-2"
              focusWhenDone={SEARCH}
            >
              <input type="hidden" name="transferId" value={transferId} />
              <input type="hidden" name="reason" value={t('reasonDefault')} />
            </OfficeForm>
          </li>
        ))}
      </ul>
    </section>
  );
}

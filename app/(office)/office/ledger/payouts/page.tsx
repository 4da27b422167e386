import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { Filters } from '#components/ui/filters';
import { Money } from '#components/ui/money';
import { OlderLink } from '#components/ui/older-link';
import { may } from '#lib/accounts/roles';
import { listPayouts } from '#lib/office/ledger';
import { payoutState } from '#lib/office/money-schemas';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { cursorOf, pageOrNotFound } from '../../../../_shell/paging.ts';
import { OfficeField, OfficeForm } from '../../../_office/office-form.tsx';
import { requireStaff } from '../../../_office/require-staff.ts';
import { returnAction, settleAction } from './actions.ts';

const PATH = '/office/ledger/payouts';
const PAYOUTS_PER_PAGE = 25;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.ledger');
  return { title: t('payouts') };
}

/** What customers asked to be paid out: those that wait first, each with what can become of it. */
export default async function PayoutsPage({ searchParams }: PageProps<'/office/ledger/payouts'>) {
  const user = await requireStaff('payouts.read', PATH);
  const params = await searchParams;
  const state = params.state === 'all' ? undefined : (payoutState.safeParse(params.state).data ?? 'waiting');
  const [t, sections, format, locale, page] = await Promise.all([
    getTranslations('office.ledger'),
    getTranslations('office.sections'),
    getFormatter(),
    getLocale(),
    pageOrNotFound(listPayouts(user, { state, limit: PAYOUTS_PER_PAGE, cursor: cursorOf(params) })),
  ]);
  const { items, nextCursor } = page ?? { items: [], nextCursor: null };
  return (
    <div className="grid max-w-4xl gap-4">
      <header>
        <ButtonLink href="/office/ledger" variant="quiet" className="-ml-4">
          ← {sections('ledger')}
        </ButtonLink>
        <h1 className="text-head font-strong">{t('payouts')}</h1>
        <p className="mt-1 text-quiet">{t('payoutsLead')}</p>
      </header>
      <Filters
        label={t('payouts')}
        choices={[...payoutState.options, 'all' as const].map((one) => ({
          href: `${PATH}?state=${one}`,
          name: one === 'all' ? t('all') : t(`states.${one}`),
          isCurrent: one === (state ?? 'all'),
        }))}
      />
      {items.length === 0 && <p className="text-quiet">{t('noPayouts')}</p>}
      <ul className="grid">
        {items.map(({ transferId, name, amount, currency, state: is, reason, createdAt }) => (
          <li key={transferId} className="grid gap-3 border-b border-rule py-3 first:border-t">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="font-medium wrap-anywhere">{name}</p>
              <Money amount={amount} currency={currency} locale={locale} className="font-medium" />
              <p className="basis-full text-note text-quiet">
                {t('asked', { time: format.dateTime(new Date(createdAt), 'moment') })} · {t(`states.${is}`)}
                {reason && `: ${reason}`}
              </p>
            </div>
            {is === 'waiting' && may(user.role, 'payouts.decide') && <Decision transferId={transferId} name={name} />}
          </li>
        ))}
      </ul>
      <OlderLink path={PATH} query={{ state: state ?? 'all' }} cursor={nextCursor} label={t('olderPayouts')} />
    </div>
  );
}

/** Pays a payout, or gives it back. */
async function Decision({ transferId, name }: { transferId: string; name: string }) {
  const t = await getTranslations('office.ledger');
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <OfficeForm
        action={settleAction}
        formKey={newFormKey()}
        submit={t('settle')}
        submitLabel={`${t('settle')}: ${name}`}
        className="grid gap-2"
      >
        <input type="hidden" name="transferId" value={transferId} />
        <label htmlFor={`method-${transferId}`} className="font-medium">
          {t('method')}
        </label>
        <select
          id={`method-${transferId}`}
          name="method"
          defaultValue="cash"
          className="min-h-11 rounded-control border border-edge bg-sheet px-3"
        >
          {(['cash', 'bank'] as const).map((method) => (
            <option key={method} value={method}>
              {t(`methods.${method}`)}
            </option>
          ))}
        </select>
      </OfficeForm>
      <OfficeForm
        action={returnAction}
        formKey={newFormKey()}
        submit={t('giveBack')}
        submitLabel={`${t('giveBack')}: ${name}`}
        variant="outline"
        className="grid gap-2"
      >
        <input type="hidden" name="transferId" value={transferId} />
        <OfficeField
          id={`reason-${transferId}`}
          name="reason"
          label={t('reason')}
          error={t('reasonFault')}
          autoComplete="off"
          required
        />
      </OfficeForm>
    </div>
  );
}

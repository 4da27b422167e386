import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Card } from '#components/ui/card';
import { Field } from '#components/ui/field';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import type { CurrentUser } from '#lib/auth/session';
import { isId } from '#lib/ids';
import { formatMoney } from '#lib/money';
import { type CustomerWithWallet, listCustomers, readCustomerWithWallet } from '#lib/office/customers';
import { readUndoable, UNDO_MINUTES } from '#lib/office/till';
import { shopCurrency } from '#lib/shop/currency';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { requireStaff } from '../../_office/require-staff.ts';
import { payOutAction, takeAction, undoAction } from './actions.ts';
import { AmountPad } from './amount-pad.tsx';
import { MethodChoice } from './method-choice.tsx';

const FOUND_SHOWN = 10;
/** In major units. */
const PRESETS = [5, 10, 20, 50];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('till') };
}

/** The till: finds a customer by name, address or card, takes and pays out money, and undoes what was taken by mistake. */
export default async function TillPage({ searchParams }: PageProps<'/office/till'>) {
  const user = await requireStaff('till', '/office/till');
  const { query: wanted, customer: chosen } = await searchParams;
  const query = typeof wanted === 'string' ? wanted.trim().slice(0, 200) : '';
  const [t, sections] = await Promise.all([getTranslations('office.till'), getTranslations('office.sections')]);
  const found = query === '' ? [] : ((await listCustomers(user, { query, limit: FOUND_SHOWN }))?.items ?? []);
  // A scanner types the number of a card and presses Enter: one customer needs no choice.
  if (found.length === 1) redirect(`/office/till?customer=${found[0]?.userId}`);
  const customer = typeof chosen === 'string' && isId(chosen) ? await readCustomerWithWallet(user, chosen) : null;
  return (
    <div className="grid gap-6">
      <h1 className="text-head font-strong">{sections('till')}</h1>
      {customer ? (
        <Served customer={customer} />
      ) : (
        <>
          <search>
            <form className="flex max-w-xl items-end gap-2">
              <div className="flex-1">
                <Field
                  name="query"
                  type="search"
                  label={t('search')}
                  hint={t('lead')}
                  defaultValue={query}
                  autoFocus
                  autoComplete="off"
                />
              </div>
              <Button className="mb-6">{t('find')}</Button>
            </form>
          </search>
          {query !== '' && found.length === 0 && <p className="text-quiet">{t('none', { query })}</p>}
          {found.length > 0 && <Found customers={found} />}
        </>
      )}
      <LastTaken user={user} />
    </div>
  );
}

async function Found({ customers }: { customers: CustomerWithWallet[] }) {
  const [t, locale, currency] = await Promise.all([getTranslations('office.till'), getLocale(), shopCurrency()]);
  return (
    <section aria-labelledby="found">
      <h2 id="found" className="mb-2 text-title font-strong">
        {t('choose')}
      </h2>
      <ul className="grid max-w-xl">
        {customers.map(({ userId, name, email, balance }) => (
          <li key={userId} className="border-b border-rule first:border-t">
            <PageLink
              href={`/office/till?customer=${userId}`}
              className="grid min-h-14 grid-cols-[1fr_auto] items-center gap-x-4 py-2 hover:bg-tint"
            >
              <span className="min-w-0">
                <span className="block font-medium wrap-anywhere">{name}</span>
                <span className="block text-note text-quiet wrap-anywhere">{email}</span>
              </span>
              <Money amount={balance} currency={currency} locale={locale} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The customer at the till: balance, and the two forms that move money. */
async function Served({ customer }: { customer: CustomerWithWallet }) {
  const [t, locale, currency] = await Promise.all([getTranslations('office.till'), getLocale(), shopCurrency()]);
  const { userId, name, email, balance, blocked } = customer;
  const texts = {
    amount: t('amount'),
    fault: t('amountFault'),
    clear: t('clear'),
    digit: t.raw('digit') as string,
    preset: t.raw('preset') as string,
  };
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4 border-b border-ink pb-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-3 text-title font-strong wrap-anywhere">
            {name}
            {blocked && <Badge tone="bad">{t('blocked')}</Badge>}
          </p>
          <p className="text-quiet wrap-anywhere">{email}</p>
          <ButtonLink href="/office/till" variant="outline" className="mt-3">
            {t('another')}
          </ButtonLink>
        </div>
        <p className="text-right">
          <span className="block text-quiet">{t('balance')}</span>
          <Money
            amount={balance}
            currency={currency}
            locale={locale}
            className="text-figure leading-tight font-medium"
          />
        </p>
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card aria-labelledby="take">
          <h2 id="take" className="mb-3 text-title font-strong">
            {t('take')}
          </h2>
          <OfficeForm action={takeAction} formKey={newFormKey()} submit={t('takeSubmit')}>
            <input type="hidden" name="userId" value={userId} />
            <AmountPad id="take-amount" currency={currency} locale={locale} presets={PRESETS} texts={texts} />
            <MethodChoice name="take" />
            <OfficeField id="take-note" name="note" label={t('note')} hint={t('noteHint')} autoComplete="off" />
          </OfficeForm>
        </Card>
        <Card aria-labelledby="pay-out">
          <h2 id="pay-out" className="text-title font-strong">
            {t('payOut')}
          </h2>
          <p className="mb-3 text-quiet">{t('payOutLead')}</p>
          <OfficeForm action={payOutAction} formKey={newFormKey()} submit={t('payOut')} variant="outline">
            <input type="hidden" name="userId" value={userId} />
            <OfficeField
              id="pay-out-amount"
              name="amount"
              label={t('amount')}
              error={t('amountFault')}
              prefix={currency}
              inputMode="decimal"
              autoComplete="off"
              required
            />
            <MethodChoice name="pay-out" />
            <OfficeField id="pay-out-note" name="note" label={t('note')} hint={t('noteHint')} autoComplete="off" />
          </OfficeForm>
        </Card>
      </div>
    </>
  );
}

/** What the person at the till has just taken, each with a button that undoes it. */
async function LastTaken({ user }: { user: CurrentUser }) {
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
              {name} <Money amount={amount} currency={currency} locale={locale} signed />
            </span>
            <OfficeForm
              action={undoAction}
              formKey={newFormKey()}
              submit={t('undo')}
              submitLabel={t('undoLabel', { amount: formatMoney(amount, currency, locale), name })}
              variant="outline"
              className="flex flex-wrap items-center gap-2"
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

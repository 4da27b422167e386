import { getLocale, getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { Card } from '#components/ui/card';
import { Money } from '#components/ui/money';
import type { CustomerWithWallet } from '#lib/office/customers';
import { shopCurrency } from '#lib/shop/currency';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { payOutAction, takeAction } from './actions.ts';
import { AmountPad } from './amount-pad.tsx';
import { MethodChoice } from './method-choice.tsx';
import { Sale } from './sale.tsx';
import { SEARCH } from './search.ts';

/** In major units. */
const PRESETS = [5, 10, 20, 50];

/** The customer at the till: balance, what can be sold to them, and the two forms that move money. */
export async function Served({ customer }: { customer: CustomerWithWallet }) {
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
        </div>
        <p className="text-right">
          <span className="block text-quiet">{t('balance')}</span>
          <Money
            amount={balance}
            currency={currency}
            locale={locale}
            className="text-head leading-tight font-medium sm:text-figure"
          />
        </p>
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card aria-labelledby="take">
          <h2 id="take" className="mb-3 text-title font-strong">
            {t('take')}
          </h2>
          <OfficeForm action={takeAction} formKey={newFormKey()} submit={t('takeSubmit')} focusWhenDone={SEARCH}>
            <input type="hidden" name="userId" value={userId} />
            <AmountPad id="take-amount" currency={currency} locale={locale} presets={PRESETS} texts={texts} />
            <MethodChoice name="take" />
            <OfficeField id="take-note" name="note" label={t('note')} hint={t('noteHint')} autoComplete="off" />
          </OfficeForm>
        </Card>
        <Sale customer={customer} />
        <Card aria-labelledby="pay-out">
          <h2 id="pay-out" className="text-title font-strong">
            {t('payOut')}
          </h2>
          <p className="mb-3 text-quiet">{t('payOutLead')}</p>
          <OfficeForm
            action={payOutAction}
            formKey={newFormKey()}
            submit={t('payOut')}
            variant="outline"
            focusWhenDone={SEARCH}
          >
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

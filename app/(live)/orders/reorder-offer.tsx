import { NextIntlClientProvider } from 'next-intl';
import { getFormatter, getMessages, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { env } from '#lib/env';
import { newFormKey } from '../../_forms/form-key.ts';
import { closedText } from '../_opening/closed-text.ts';
import type { Reorder } from './reorder.ts';
import { ReorderForm } from './reorder-form.tsx';

interface ReorderOfferProps {
  reorder: Reorder;
  /** Minor units. */
  balance: number;
  currency: string;
}

/** Offers to repeat an order, and says which of its products are no longer available. */
export async function ReorderOffer({ reorder, balance, currency }: ReorderOfferProps) {
  const { items, total, unavailable, hasNewPrices } = reorder;
  const [t, format, { forms, order }, closed] = await Promise.all([
    getTranslations('order'),
    getFormatter(),
    getMessages(),
    closedText(),
  ]);
  return (
    <div className="grid gap-3 print:hidden">
      {unavailable.length > 0 && (
        <p>
          {t('reorder.unavailable', { products: format.list(unavailable, { type: 'conjunction' }) })}{' '}
          {items.length > 0 ? t('reorder.withoutThem', { count: unavailable.length }) : t('reorder.nothingLeft')}
        </p>
      )}
      {hasNewPrices && <p>{t('reorder.newPrices')}</p>}
      {closed && <p className="font-medium">{closed}</p>}
      {items.length > 0 && !closed ? (
        <NextIntlClientProvider messages={{ forms, order }}>
          <ReorderForm
            items={items}
            formKey={newFormKey()}
            total={total}
            balance={balance}
            currency={currency}
            canTopUp={env().TOP_UP.includes('sandbox')}
          />
        </NextIntlClientProvider>
      ) : (
        <ButtonLink href="/">{t('reorder.toShop')}</ButtonLink>
      )}
    </div>
  );
}

import { NextIntlClientProvider } from 'next-intl';
import { getFormatter, getMessages, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { newFormKey } from '../../_forms/form-key.ts';
import type { Again } from './reorder.ts';
import { AgainForm } from './reorder-form.tsx';

interface AgainOfferProps {
  again: Again;
  /** Minor units. */
  balance: number;
  currency: string;
}

/** The way to order the same once more; says plainly what of it cannot be had any more. */
export async function AgainOffer({ again, balance, currency }: AgainOfferProps) {
  const { items, total, unavailable, hasNewPrices } = again;
  const [t, format, { forms, order }] = await Promise.all([getTranslations('order'), getFormatter(), getMessages()]);
  return (
    <div className="grid gap-3 print:hidden">
      {unavailable.length > 0 && (
        <p>
          {t('again.unavailable', { products: format.list(unavailable, { type: 'conjunction' }) })}{' '}
          {items.length > 0 ? t('again.withoutThem', { count: unavailable.length }) : t('again.nothingLeft')}
        </p>
      )}
      {hasNewPrices && <p>{t('again.newPrices')}</p>}
      {items.length > 0 ? (
        <NextIntlClientProvider messages={{ forms, order }}>
          <AgainForm items={items} formKey={newFormKey()} total={total} balance={balance} currency={currency} />
        </NextIntlClientProvider>
      ) : (
        <ButtonLink href="/">{t('again.toShop')}</ButtonLink>
      )}
    </div>
  );
}

import { getLocale, getTranslations } from 'next-intl/server';
import { Card } from '#components/ui/card';
import { formatMoney } from '#lib/money';
import type { CustomerWithWallet } from '#lib/office/customers';
import { quantityField } from '#lib/office/order-schemas';
import { readProducts } from '#lib/order/read';
import { newFormKey } from '../../../_forms/form-key.ts';
import { closedText } from '../../../(live)/_opening/closed-text.ts';
import { OfficeForm } from '../../_office/office-form.tsx';
import { sellAction } from './actions.ts';
import { SaleFields } from './sale-fields.tsx';
import { SEARCH } from './search.ts';

/** Sells to the customer at the till: what is offered now, paid from the balance. */
export async function Sale({ customer: { userId, balance } }: { customer: CustomerWithWallet }) {
  const [t, locale, closed] = await Promise.all([getTranslations('office.till'), getLocale(), closedText()]);
  const offered = (await readProducts(locale)).filter(({ available }) => available);
  return (
    <Card aria-labelledby="sell" className="lg:row-span-2">
      <h2 id="sell" className="text-title font-strong">
        {t('sell')}
      </h2>
      <p className="mb-3 text-quiet">{closed ?? (offered.length > 0 ? t('sellLead') : t('nothingOffered'))}</p>
      {!closed && offered[0] && (
        <OfficeForm
          action={sellAction}
          formKey={newFormKey()}
          submit={t('sellSubmit')}
          variant="outline"
          focusWhenDone={SEARCH}
        >
          <input type="hidden" name="userId" value={userId} />
          <SaleFields
            lines={offered.map(({ productId, name, price, stock }) => ({
              field: quantityField(productId),
              name,
              price,
              facts: [
                formatMoney(price, offered[0]?.currency ?? '', locale),
                stock !== null && t('left', { count: stock }),
              ]
                .filter(Boolean)
                .join(' · '),
              max: stock ?? undefined,
            }))}
            balance={balance}
            currency={offered[0].currency}
            locale={locale}
            texts={{ fault: t('sellFault'), total: t('total'), after: t('after'), short: t('short') }}
          />
        </OfficeForm>
      )}
    </Card>
  );
}

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Money } from '#components/ui/money';

interface RefundsProps {
  refunds: {
    refundId: string;
    items: { productId: string; quantity: number }[];
    amount: number;
    settledAt: string | null;
  }[];
  /** The items of the order, for their names. */
  items: { productId: string; name: string }[];
  /** What was paid and is kept, in minor units. */
  kept: number;
  currency: string;
}

/** What went back of an order, below its total. */
export function Refunds({ refunds, items, kept, currency }: RefundsProps) {
  const t = useTranslations('order');
  const [format, locale] = [useFormatter(), useLocale()];
  const nameOf = (id: string) => items.find(({ productId }) => productId === id)?.name ?? id;
  return (
    <div className="mt-4 border-t border-rule pt-3">
      <h2 className="font-medium">{t('refunds')}</h2>
      <ul className="mt-2 grid gap-2">
        {refunds.map(({ refundId, items: lines, amount, settledAt }) => (
          <li key={refundId} className="flex items-baseline gap-2">
            <span className="wrap-anywhere">
              {lines.map(({ productId, quantity }) => `${quantity} × ${nameOf(productId)}`).join(', ')}{' '}
              {settledAt && (
                <time dateTime={settledAt} className="text-note text-quiet">
                  {format.dateTime(new Date(settledAt), 'dayAndTime')}
                </time>
              )}
            </span>
            <span aria-hidden className="leader" />
            <Money amount={-amount} currency={currency} locale={locale} />
          </li>
        ))}
      </ul>
      <p className="mt-3 flex items-baseline justify-between gap-2 font-medium">
        <span>{t('kept')}</span>
        <Money amount={kept} currency={currency} locale={locale} />
      </p>
    </div>
  );
}

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { Money } from '#components/ui/money';

interface ReceiptProps {
  heading: React.ReactNode;
  items: { productId: string; name: string; quantity: number; price: number }[];
  /** Minor units. */
  total: number;
  currency: string;
  locale: string;
  /** The order was just placed: the receipt slides in. */
  isNew?: boolean;
  /** What is shown below the total: a stamp, or the buttons of a reorder. */
  children?: React.ReactNode;
}

/** An order as a paper receipt: its items with dotted leaders to their amounts, and the total. */
export function Receipt({ heading, items, total, currency, locale, isNew = false, children }: ReceiptProps) {
  const t = useTranslations('order');
  return (
    <div
      className={clsx(
        'torn-paper px-4 lg:px-6 print:max-w-sm print:border-y print:border-dashed print:border-ink print:[mask:none]',
        isNew && 'motion-safe:animate-issue',
      )}
    >
      {heading}
      <ul className="mt-4 grid gap-2">
        {items.map(({ productId, name, quantity, price }) => (
          <li key={productId} className="flex items-baseline gap-2">
            <span className="wrap-anywhere">
              {name} <span className="figures text-quiet">× {quantity}</span>
            </span>
            <span aria-hidden className="leader" />
            <Money amount={price * quantity} currency={currency} locale={locale} />
          </li>
        ))}
      </ul>
      <p className="mt-4 flex items-baseline justify-between gap-2 border-t border-ink pt-3 text-title font-strong">
        <span>{t('total')}</span>
        <Money amount={total} currency={currency} locale={locale} />
      </p>
      {children}
    </div>
  );
}

import clsx from 'clsx';
import { formatMoney } from '#lib/money';

interface MoneyProps {
  /** Minor units. */
  amount: number;
  currency: string;
  locale: string;
  /** Puts a plus sign before positive amounts. */
  signed?: boolean;
  className?: string;
}

/** An amount in monospaced figures, its currency smaller and paler. */
export function Money({ amount, currency, locale, signed = false, className }: MoneyProps) {
  const text = (signed && amount > 0 ? '+' : '') + formatMoney(amount, currency, locale);
  // Anything but digits, separators, signs and spaces is the currency.
  const parts = text.split(/([^\d\s.,'’+\-−]+)/u);
  return (
    <span className={clsx('figures whitespace-nowrap', className)}>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <span key="currency" className="text-[0.8em] opacity-75">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </span>
  );
}

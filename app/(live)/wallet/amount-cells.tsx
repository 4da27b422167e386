import clsx from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import { Money } from '#components/ui/money';
import type { StatementLine } from '#lib/billing/read';

/** From this amount on (minor units), an amount is long. */
const LONG = 1_000_000;

/** Whether a statement has amounts so long that two do not fit side by side on a phone. */
export const hasLongAmounts = (lines: StatementLine[]): boolean =>
  lines.some(({ amount, balance }) => Math.max(Math.abs(amount), balance) >= LONG);

interface AmountCellsProps {
  line: StatementLine;
  currency: string;
  /** Puts the balance below the amount on a phone. */
  isLong: boolean;
  className?: string;
}

/** The last two cells of a line: the amount, and the balance after it. */
export function AmountCells({ line: { amount, balance }, currency, isLong, className }: AmountCellsProps) {
  const t = useTranslations('wallet');
  const locale = useLocale();
  const after = <Money amount={balance} currency={currency} locale={locale} />;
  return (
    <>
      <td className={clsx('pl-2 text-right', amount > 0 && 'text-good', className)}>
        <Money amount={amount} currency={currency} locale={locale} signed />
        {isLong && (
          <span className="block text-note text-quiet sm:hidden">
            <span className="sr-only">{t('balanceAfter')} </span>
            {after}
          </span>
        )}
      </td>
      <td className={clsx('pl-3 text-right text-quiet', isLong && 'max-sm:hidden', className)}>{after}</td>
    </>
  );
}

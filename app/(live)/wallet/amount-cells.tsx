import clsx from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import { Money } from '#components/ui/money';
import type { StatementLine } from '#lib/billing/read';

/** Minor units from which an amount is long. */
const LONG = 1_000_000;

/** Whether amounts of a statement are so long that two do not fit beside each other on a phone. */
export const hasLongAmounts = (lines: StatementLine[]): boolean =>
  lines.some(({ amount, balance }) => Math.max(Math.abs(amount), balance) >= LONG);

interface AmountCellsProps {
  line: StatementLine;
  currency: string;
  /** On a phone the balance stands below the amount. */
  isLong: boolean;
  className?: string;
}

/** The last two cells of a line: what moved, and the balance after it. */
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

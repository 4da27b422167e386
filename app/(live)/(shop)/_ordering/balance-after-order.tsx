import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '#lib/money';

interface BalanceAfterOrderProps {
  /** Minor units. */
  total: number;
  balance: number;
  currency: string;
  /** It is a copy of one that is announced elsewhere, so its changes are not announced. */
  isRepeated?: boolean;
}

/** The balance after the order, or the amount missing. */
export function BalanceAfterOrder({ total, balance, currency, isRepeated = false }: BalanceAfterOrderProps) {
  const t = useTranslations('shop');
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const isShort = total > balance;
  return (
    <p aria-live={isRepeated ? undefined : 'polite'} className={isShort ? 'font-medium text-bad' : 'text-quiet'}>
      {isShort ? (
        t('short', { missing: money(total - balance) })
      ) : (
        <>
          <span className="sr-only">{t('after', { balance: money(balance), left: money(balance - total) })}</span>
          <span aria-hidden>
            {t.rich('afterFigures', {
              balance: money(balance),
              left: money(balance - total),
              figures: (figures) => <span className="figures">{figures}</span>,
            })}
          </span>
        </>
      )}
    </p>
  );
}

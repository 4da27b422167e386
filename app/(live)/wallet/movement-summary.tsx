import { useLocale, useTranslations } from 'next-intl';
import { Money } from '#components/ui/money';

interface MovementSummaryProps {
  /** Minor units. */
  balance: number;
  currency: string;
  /** Also shows the fee, which is always zero so far. */
  hasFee?: boolean;
}

/** The fee of a top-up or withdrawal, and the balance after it. */
export function MovementSummary({ balance, currency, hasFee = false }: MovementSummaryProps) {
  const t = useTranslations('wallet');
  const locale = useLocale();
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1">
      {hasFee && (
        <>
          <dt className="text-quiet">{t('fee')}</dt>
          <dd className="text-right">
            <Money amount={0} currency={currency} locale={locale} />
          </dd>
        </>
      )}
      <dt className="text-quiet">{t('newBalance')}</dt>
      <dd className="text-right font-medium">
        <Money amount={balance} currency={currency} locale={locale} />
      </dd>
    </dl>
  );
}

import clsx from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { Announce } from '#components/ui/announce';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import { RollOnChange } from '#components/ui/roll-on-change';
import { readAccount } from '#lib/billing/read';
import { formatMoney } from '#lib/money';
import { shopCurrency } from '#lib/shop/currency';

/** The balance of the current user, shown on every page. */
export async function BalanceFigure({ userId }: { userId: string }) {
  const [t, locale, currency] = await Promise.all([getTranslations('app'), getLocale(), shopCurrency()]);
  const { balance } = await readAccount(userId, currency);
  return (
    <div className="text-right lg:mt-6 lg:text-left">
      <p className="sr-only text-note text-quiet lg:not-sr-only">{t('balance')}</p>
      <PageLink href="/wallet" aria-label={t('balanceIs', { balance: formatMoney(balance, currency, locale) })}>
        <RollOnChange value={balance}>
          <Money
            amount={balance}
            currency={currency}
            locale={locale}
            className={clsx('text-title font-medium max-[22rem]:text-lead', wideSize(balance))}
          />
        </RollOnChange>
      </PageLink>
      <Announce text={t('balanceIs', { balance: formatMoney(balance, currency, locale) })} />
    </div>
  );
}

/** The largest text size at which a balance (minor units) fits the side column. */
function wideSize(balance: number): string {
  if (balance < 1_000_000) return 'lg:text-head';
  if (balance < 10_000_000_000) return 'lg:text-title';
  return balance < 1_000_000_000_000 ? 'lg:text-lead' : 'lg:text-note';
}

import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Card } from '#components/ui/card';
import { Money } from '#components/ui/money';
import { Older } from '#components/ui/older';
import { requireUser } from '#lib/auth/session';
import { readAccount, readEntries } from '#lib/billing/read';
import { shopCurrency } from '#lib/shop';
import { newFormKey } from '../../_forms/form-key.ts';
import { cursorOf, pageOrNotFound } from '../../_shell/paging.ts';
import { AmountForm } from './amount-form.tsx';
import { Statement } from './statement.tsx';

const LINES_PER_PAGE = 25;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wallet');
  return { title: t('title') };
}

export default async function WalletPage({ searchParams }: PageProps<'/wallet'>) {
  const user = await requireUser('/wallet');
  const cursor = cursorOf(await searchParams);
  const currency = await shopCurrency();
  const [t, locale, account, entries] = await Promise.all([
    getTranslations('wallet'),
    getLocale(),
    readAccount(user.userId, currency),
    pageOrNotFound(readEntries(user.userId, currency, { limit: LINES_PER_PAGE, cursor })),
  ]);
  return (
    <div className="grid gap-8">
      <div>
        <h1 className="text-head font-strong">{t('title')}</h1>
        <p className="mt-2 text-quiet">{t('balance')}</p>
        <Money amount={account.balance} currency={currency} locale={locale} className="text-figure font-medium" />
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Card aria-labelledby="top-up">
          <h2 id="top-up" className="mb-3 text-title font-strong">
            {t('topUp')}
          </h2>
          <AmountForm deed="topUp" formKey={newFormKey()} currency={currency} presets={[5, 10, 20, 50]} />
        </Card>
        <Card aria-labelledby="withdraw">
          <h2 id="withdraw" className="mb-3 text-title font-strong">
            {t('withdraw')}
          </h2>
          <AmountForm deed="withdraw" formKey={newFormKey()} currency={currency} />
        </Card>
      </div>
      <section aria-labelledby="statement">
        <h2 id="statement" className="mb-3 text-title font-strong">
          {t('statement')}
        </h2>
        {entries.items.length === 0 ? (
          <p className="text-quiet">{t('empty')}</p>
        ) : (
          <Statement lines={entries.items} currency={currency} />
        )}
        <Older path="/wallet" cursor={entries.nextCursor} label={t('older')} />
      </section>
    </div>
  );
}

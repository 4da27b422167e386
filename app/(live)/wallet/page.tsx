import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTimeZone, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { Card } from '#components/ui/card';
import { Money } from '#components/ui/money';
import { OlderLink } from '#components/ui/older-link';
import { requireUser } from '#lib/auth/session';
import { readAccount, readEntries } from '#lib/billing/read';
import { env } from '#lib/env';
import { shopCurrency } from '#lib/shop/currency';
import { newFormKey } from '../../_forms/form-key.ts';
import { cursorOf, pageOrNotFound } from '../../_shell/paging.ts';
import { CardCode } from './card-code.tsx';
import { filterOf, queryOf, spanOf } from './filter.ts';
import { FilterForm } from './filter-form.tsx';
import { Statement } from './statement.tsx';
import { TopUpForm } from './top-up-form.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

const LINES_PER_PAGE = 25;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wallet');
  return { title: t('title') };
}

export default async function WalletPage({ searchParams }: PageProps<'/wallet'>) {
  const user = await requireUser('/wallet');
  const params = await searchParams;
  const [filter, cursor] = [filterOf(params), cursorOf(params)];
  const [currency, timeZone] = await Promise.all([shopCurrency(), getTimeZone()]);
  const [t, locale, { forms, wallet }, { balance }, entries] = await Promise.all([
    getTranslations('wallet'),
    getLocale(),
    getMessages(),
    readAccount(user.userId, currency),
    pageOrNotFound(readEntries(user.userId, currency, { limit: LINES_PER_PAGE, cursor, ...spanOf(filter, timeZone) })),
  ]);
  const { TOP_UP } = env();
  const isFiltered = Object.keys(queryOf(filter)).length > 0;
  const isEmpty = entries.items.length === 0;
  return (
    <div className="grid gap-8">
      <div>
        <h1 className="text-head font-strong">{t('title')}</h1>
        <p className="mt-2 text-quiet">{t('balance')}</p>
        <Money
          amount={balance}
          currency={currency}
          locale={locale}
          className={`leading-tight font-medium lg:text-[3.5rem] ${balance < 1_000_000 ? 'text-figure' : 'text-head'}`}
        />
        <CardCode userId={user.userId} />
      </div>
      <NextIntlClientProvider messages={{ forms, wallet }}>
        <div className="grid items-start gap-4 md:grid-cols-2">
          <Card aria-labelledby="top-up">
            <h2 id="top-up" className="mb-3 text-title font-strong">
              {t('topUp')}
            </h2>
            {TOP_UP.includes('counter') && <p className="mb-4 max-w-[60ch]">{t('atCounter')}</p>}
            {TOP_UP.includes('sandbox') && <TopUpForm formKey={newFormKey()} balance={balance} currency={currency} />}
          </Card>
          <Card aria-labelledby="withdraw">
            <h2 id="withdraw" className="mb-3 text-title font-strong">
              {t('withdraw')}
            </h2>
            <WithdrawForm formKey={newFormKey()} balance={balance} currency={currency} />
          </Card>
        </div>
      </NextIntlClientProvider>
      <section aria-labelledby="statement">
        <h2 id="statement" className="mb-3 text-title font-strong">
          {t('statement')}
        </h2>
        {(isFiltered || !isEmpty) && <FilterForm key={JSON.stringify(filter)} filter={filter} />}
        {isEmpty && !isFiltered && <p className="text-quiet">{t('empty')}</p>}
        {isEmpty && isFiltered && (
          <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-3 text-quiet">
            <p>{t('nothingFound')}</p>
            <ButtonLink href="/wallet" variant="outline">
              {t('showAll')}
            </ButtonLink>
          </div>
        )}
        {!isEmpty && <Statement lines={entries.items} currency={currency} />}
        <OlderLink path="/wallet" query={queryOf(filter)} cursor={entries.nextCursor} label={t('older')} />
      </section>
    </div>
  );
}

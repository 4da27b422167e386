import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import { isId } from '#lib/ids';
import { type CustomerWithWallet, listCustomers, readCustomerWithWallet } from '#lib/office/customers';
import { findScanned } from '#lib/office/till';
import { shopCurrency } from '#lib/shop/currency';
import { requireStaff } from '../../_office/require-staff.ts';
import { LastTaken } from './last-taken.tsx';
import { SEARCH } from './search.ts';
import { Served } from './served.tsx';

const FOUND_SHOWN = 10;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('till') };
}

/**
 * The till: finds a customer by name, address or card, takes and pays out money, sells, and undoes what was taken by mistake. The field for the
 * next customer has the focus whenever nobody types, because a scanner types the code of a card and presses Enter.
 */
export default async function TillPage({ searchParams }: PageProps<'/office/till'>) {
  const user = await requireStaff('till', '/office/till');
  const { query: wanted, customer: chosen } = await searchParams;
  const query = typeof wanted === 'string' ? wanted.trim().slice(0, 200) : '';
  const [t, sections] = await Promise.all([getTranslations('office.till'), getTranslations('office.sections')]);
  const scanned = query === '' ? null : await findScanned(user, query);
  const found =
    query === '' || scanned ? [] : ((await listCustomers(user, { query, limit: FOUND_SHOWN }))?.items ?? []);
  // One customer needs no choice.
  const only = scanned ?? (found.length === 1 ? found[0]?.userId : undefined);
  if (only) redirect(`/office/till?customer=${only}`);
  const customer = typeof chosen === 'string' && isId(chosen) ? await readCustomerWithWallet(user, chosen) : null;
  return (
    <div className="grid gap-6">
      <h1 className="text-head font-strong">{sections('till')}</h1>
      <search>
        <form className="flex max-w-xl items-end gap-2">
          <div className="flex-1">
            <Field
              id={SEARCH}
              name="query"
              type="search"
              label={t(customer ? 'another' : 'search')}
              hint={customer ? undefined : t('lead')}
              // Another customer, another field: it is empty, and has the focus.
              key={customer?.userId}
              defaultValue={query}
              autoFocus
              autoComplete="off"
            />
          </div>
          <Button variant={customer ? 'outline' : 'primary'} className={customer ? undefined : 'mb-6'}>
            {t('find')}
          </Button>
        </form>
      </search>
      {query !== '' && found.length === 0 && <p className="text-quiet">{t('none', { query })}</p>}
      {found.length > 0 && <Found customers={found} />}
      {customer && <Served customer={customer} />}
      <LastTaken user={user} />
    </div>
  );
}

async function Found({ customers }: { customers: CustomerWithWallet[] }) {
  const [t, locale, currency] = await Promise.all([getTranslations('office.till'), getLocale(), shopCurrency()]);
  return (
    <section aria-labelledby="found">
      <h2 id="found" className="mb-2 text-title font-strong">
        {t('choose')}
      </h2>
      <ul className="grid max-w-xl">
        {customers.map(({ userId, name, email, balance }) => (
          <li key={userId} className="border-b border-rule first:border-t">
            <PageLink
              href={`/office/till?customer=${userId}`}
              className="grid min-h-14 grid-cols-[1fr_auto] items-center gap-x-4 py-2 hover:bg-tint"
            >
              <span className="min-w-0">
                <span className="block font-medium wrap-anywhere">{name}</span>
                <span className="block text-note text-quiet wrap-anywhere">{email}</span>
              </span>
              <Money amount={balance} currency={currency} locale={locale} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

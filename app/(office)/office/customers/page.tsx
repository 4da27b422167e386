import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Field } from '#components/ui/field';
import { Money } from '#components/ui/money';
import { OlderLink } from '#components/ui/older-link';
import { PageLink } from '#components/ui/page-link';
import { may } from '#lib/accounts/roles';
import { listCustomers } from '#lib/office/customers';
import { shopCurrency } from '#lib/shop/currency';
import { newFormKey } from '../../../_forms/form-key.ts';
import { cursorOf, pageOrNotFound } from '../../../_shell/paging.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { requireStaff } from '../../_office/require-staff.ts';
import { WideTable } from '../../_office/wide-table.tsx';
import { inviteCustomerAction } from './actions.ts';

const CUSTOMERS_PER_PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('customers') };
}

export default async function CustomersPage({ searchParams }: PageProps<'/office/customers'>) {
  const user = await requireStaff('customers.read', '/office/customers');
  const params = await searchParams;
  const query = typeof params.query === 'string' ? params.query.trim().slice(0, 200) : '';
  const mayEdit = may(user.role, 'customers.edit');
  const [t, team, format, locale, currency, { items, nextCursor }] = await Promise.all([
    getTranslations('office.customers'),
    getTranslations('office.team'),
    getFormatter(),
    getLocale(),
    shopCurrency(),
    pageOrNotFound(listCustomers(user, { query, limit: CUSTOMERS_PER_PAGE, cursor: cursorOf(params) })),
  ]);
  const filter = query === '' ? {} : { query };
  return (
    <>
      <h1 className="text-head font-strong">{(await getTranslations('office.sections'))('customers')}</h1>
      <p className="mt-1 mb-4 text-quiet">{t('lead')}</p>
      <div className="mb-4 flex flex-wrap items-end gap-2">
        <search className="min-w-60 flex-1">
          <form className="flex items-end gap-2">
            <div className="flex-1">
              <Field name="query" type="search" label={t('search')} defaultValue={query} />
            </div>
            <Button variant="outline">{t('find')}</Button>
          </form>
        </search>
        {may(user.role, 'customers.details') && (
          <ButtonLink
            href={`/office/customers/export?${new URLSearchParams(filter)}`}
            download
            prefetch={false}
            variant="outline"
          >
            {t('csv')}
          </ButtonLink>
        )}
        {mayEdit && (
          <ButtonLink href="/office/customers/import" variant="outline">
            {t('import')}
          </ButtonLink>
        )}
      </div>
      {mayEdit && (
        <details className="mb-4">
          <summary className="min-h-11 content-center text-quiet">{t('invite')}</summary>
          <p className="mb-3 text-quiet">{t('inviteLead')}</p>
          <OfficeForm
            action={inviteCustomerAction}
            formKey={newFormKey()}
            submit={team('sendInvitation')}
            variant="outline"
            className="grid max-w-md gap-4"
          >
            <OfficeField name="email" type="email" label={t('email')} error={team('emailFault')} required />
          </OfficeForm>
        </details>
      )}
      {items.length === 0 ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3 text-quiet">
          <p>{query === '' ? t('empty') : t('none', { query })}</p>
          {query !== '' && (
            <ButtonLink href="/office/customers" variant="outline">
              {t('showAll')}
            </ButtonLink>
          )}
        </div>
      ) : (
        <WideTable label={t('user')}>
          <thead className="text-left text-quiet">
            <tr>
              <th scope="col" className="py-2 pr-4 font-medium">
                {t('name')}
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                {t('email')}
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                {t('card')}
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                {t('registered')}
              </th>
              <th scope="col" className="py-2 text-right font-medium">
                {t('balance')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ userId, name, email, cardId, createdAt, balance, blocked }) => (
              <tr key={userId} className="border-t border-rule hover:bg-tint">
                <td className="py-1 pr-4">
                  <PageLink
                    href={`/office/customers/${userId}`}
                    className="inline-flex min-h-10 items-center gap-3 font-medium wrap-anywhere hover:underline"
                  >
                    {name}
                    {blocked && <Badge tone="bad">{t('blocked')}</Badge>}
                  </PageLink>
                </td>
                <td className="py-1 pr-4 wrap-anywhere">{email}</td>
                <td className="figures py-1 pr-4">{cardId}</td>
                <td className="py-1 pr-4 whitespace-nowrap">{format.dateTime(createdAt, 'day')}</td>
                <td className="py-1 text-right">
                  <Money amount={balance} currency={currency} locale={locale} />
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <OlderLink path="/office/customers" query={filter} cursor={nextCursor} label={t('older')} />
    </>
  );
}

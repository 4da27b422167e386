import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { Filters } from '#components/ui/filters';
import { Money } from '#components/ui/money';
import { OlderLink } from '#components/ui/older-link';
import { readAudit } from '#lib/office/audit';
import { listTransfers } from '#lib/office/ledger';
import { transferKind } from '#lib/office/money-schemas';
import { readPeople } from '#lib/office/people';
import { cursorOf, pageOrNotFound } from '../../../_shell/paging.ts';
import { requireStaff } from '../../_office/require-staff.ts';
import { WideTable } from '../../_office/wide-table.tsx';
import { Audit } from './audit.tsx';
import { filterOf, queryOf } from './filter.ts';

const PATH = '/office/ledger';
const TRANSFERS_PER_PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('ledger') };
}

/** The ledger: every transfer. */
export default async function LedgerPage({ searchParams }: PageProps<'/office/ledger'>) {
  const user = await requireStaff('ledger.read', PATH);
  const params = await searchParams;
  const filter = filterOf(params);
  const [t, sections, format, locale, audit, page] = await Promise.all([
    getTranslations('office.ledger'),
    getTranslations('office.sections'),
    getFormatter(),
    getLocale(),
    pageOrNotFound(readAudit(user)),
    pageOrNotFound(listTransfers(user, { ...filter, limit: TRANSFERS_PER_PAGE, cursor: cursorOf(params) })),
  ]);
  const { items, nextCursor } = page ?? { items: [], nextCursor: null };
  const people = await readPeople(
    items.flatMap(({ debit, credit }) => [debit.userId ?? [], credit.userId ?? []].flat()),
  );
  const sideName = ({ account, userId }: (typeof items)[number]['debit']) =>
    userId ? (people.get(userId)?.name ?? t('accounts.wallet')) : t(`accounts.${account}`);
  return (
    <div className="grid grid-cols-1 gap-8">
      <header className="grid gap-2">
        <h1 className="text-head font-strong">{sections('ledger')}</h1>
        <p className="text-quiet">{t('lead')}</p>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={`${PATH}/balance`} variant="outline">
            {t('balance')}
          </ButtonLink>
          <ButtonLink href={`${PATH}/payouts`} variant="outline">
            {t('payouts')}
          </ButtonLink>
        </div>
      </header>
      <Audit {...audit} />
      <section className="grid gap-3">
        <h2 className="text-title font-strong">{t('transfers')}</h2>
        <div className="flex flex-wrap gap-2">
          <Filters
            label={t('kind')}
            choices={[
              { href: PATH, name: t('all'), isCurrent: filter.kind === undefined },
              ...transferKind.options.map((kind) => ({
                href: `${PATH}?${new URLSearchParams(queryOf({ ...filter, kind }))}`,
                name: t(`kinds.${kind}`),
                isCurrent: filter.kind === kind,
              })),
            ]}
          />
          <ButtonLink
            href={`${PATH}/export?${new URLSearchParams(queryOf(filter))}`}
            download
            prefetch={false}
            variant="outline"
          >
            {t('csv')}
          </ButtonLink>
        </div>
        {items.length === 0 ? (
          <p className="text-quiet">{t('none')}</p>
        ) : (
          <WideTable label={t('transfers')}>
            <thead className="text-left text-quiet">
              <tr>
                {(['time', 'kind', 'from', 'to', 'note'] as const).map((column) => (
                  <th key={column} scope="col" className="py-2 pr-4 font-medium">
                    {t(column)}
                  </th>
                ))}
                <th scope="col" className="py-2 text-right font-medium">
                  {t('amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ transferId, createdAt, kind, debit, credit, note, amount, currency }) => (
                <tr key={transferId} className="border-t border-rule align-top">
                  <td className="figures py-2 pr-4 whitespace-nowrap">
                    {format.dateTime(new Date(createdAt), 'moment')}
                  </td>
                  <td className="py-2 pr-4">{t(`kinds.${kind}`)}</td>
                  <td className="py-2 pr-4">{sideName(debit)}</td>
                  <td className="py-2 pr-4">{sideName(credit)}</td>
                  <td className="py-2 pr-4 wrap-anywhere">{note}</td>
                  <td className="py-2 text-right">
                    <Money amount={amount} currency={currency} locale={locale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        )}
        <OlderLink path={PATH} query={queryOf(filter)} cursor={nextCursor} label={t('older')} />
      </section>
    </div>
  );
}

import { Download, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { kinds, queryOf, type WalletFilter } from './filter.ts';

const control = 'min-h-11 w-full min-w-0 rounded-control border border-edge bg-sheet px-3';

/** Filters the statement, and offers it as CSV and for printing. */
export function FilterForm({ filter }: { filter: WalletFilter }) {
  const t = useTranslations('wallet');
  const query = new URLSearchParams(queryOf(filter));
  const { kind, ...days } = filter;
  return (
    <div className="mb-2 flex flex-wrap items-end justify-between gap-3">
      <form action="/wallet" className="grid grid-cols-2 items-end gap-2 max-sm:w-full sm:flex">
        <label className="grid gap-1 text-note text-quiet max-sm:col-span-2">
          {t('filter.kind')}
          <select name="kind" defaultValue={kind ?? ''} className={`${control} text-body text-ink`}>
            <option value="">{t('filter.all')}</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(one === 'reversal' ? 'filter.reversal' : `kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="grid min-w-0 gap-1 text-note text-quiet">
            {t(`filter.${end}`)}
            <input type="date" name={end} defaultValue={days[end]} className={`${control} text-body text-ink`} />
          </label>
        ))}
        <Button variant="outline" className="max-sm:col-span-2">
          {t('filter.show')}
        </Button>
      </form>
      <p className="flex gap-2 max-sm:w-full max-sm:*:flex-1">
        {/* A download must not be prefetched. */}
        <ButtonLink href={`/wallet/statement.csv?${query}`} download prefetch={false} variant="outline">
          <Download aria-hidden size={18} />
          {t('csv')}
        </ButtonLink>
        <ButtonLink href={`/wallet/statement?${new URLSearchParams(queryOf(days))}`} variant="outline">
          <Printer aria-hidden size={18} />
          {t('print')}
        </ButtonLink>
      </p>
    </div>
  );
}

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { PageLink } from '../ui/arrival.tsx';

type Filter = 'all' | 'unread' | 'paid' | 'refused' | 'alerts';

/** Which news are shown: links, so that a choice can be kept and shared. */
export function InboxFilters({
  filters,
  current,
  unread,
}: {
  filters: readonly Filter[];
  current: Filter;
  unread: number;
}) {
  const t = useTranslations('inbox');
  return (
    <nav aria-label={t('filters')} className="-mx-4 mb-3 overflow-x-auto px-4 py-1">
      <ul className="flex gap-2">
        {filters.map((filter) => (
          <li key={filter}>
            <PageLink
              href={filter === 'all' ? '/inbox' : `/inbox?filter=${filter}`}
              aria-current={filter === current ? 'true' : undefined}
              className={clsx(
                'inline-flex min-h-11 items-center gap-2 rounded-control border px-4 whitespace-nowrap',
                filter === current ? 'border-accent bg-tint font-medium text-accent' : 'border-edge hover:border-ink',
              )}
            >
              {t(`filter.${filter}`)}
              {filter === 'unread' && unread > 0 && <span className="figures">{unread}</span>}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

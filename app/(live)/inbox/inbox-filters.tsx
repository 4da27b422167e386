import { useTranslations } from 'next-intl';
import { Filters } from '#components/ui/filters';

type Filter = 'all' | 'unread' | 'paid' | 'refused' | 'alerts';

interface InboxFiltersProps {
  filters: readonly Filter[];
  current: Filter;
  unread: number;
}

/** Filters the notifications. */
export function InboxFilters({ filters, current, unread }: InboxFiltersProps) {
  const t = useTranslations('inbox');
  const choices = filters.map((filter) => ({
    href: filter === 'all' ? '/inbox' : `/inbox?filter=${filter}`,
    name: t(`filter.${filter}`) + (filter === 'unread' && unread > 0 ? ` ${unread}` : ''),
    isCurrent: filter === current,
  }));
  return <Filters label={t('filters')} choices={choices} />;
}

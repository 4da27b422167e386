import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { PageLink } from '#components/ui/arrival';
import type { OrderView } from '#lib/order/read';

const statuses = ['paid', 'refused', 'pending'] as const satisfies readonly OrderView['status'][];

/** The status in an address. What is none does not count. */
export const statusOf = ({ status }: Record<string, string | string[] | undefined>): OrderView['status'] | undefined =>
  statuses.find((one) => one === status);

interface OrderFilterProps {
  current: OrderView['status'] | undefined;
  counts: Partial<Record<OrderView['status'], { count: number }>>;
}

/** Which orders are shown. A status that no order has is not offered. */
export function OrderFilter({ current, counts }: OrderFilterProps) {
  const t = useTranslations('orders');
  const all = Object.values(counts).reduce((sum, { count }) => sum + count, 0);
  const choices = [
    { status: undefined, label: t('all', { count: all }) },
    ...statuses.map((status) => ({ status, label: t(status, { count: counts[status]?.count ?? 0 }) })),
  ].filter(({ status }) => status === undefined || status === current || counts[status]);
  return (
    <nav aria-label={t('filter')} className="flex flex-wrap gap-2">
      {choices.map(({ status, label }) => (
        <PageLink
          key={label}
          href={status ? `/orders?status=${status}` : '/orders'}
          aria-current={status === current ? 'true' : undefined}
          className={clsx(
            'inline-flex min-h-11 items-center rounded-control border px-3',
            status === current
              ? 'border-accent bg-tint font-medium text-accent'
              : 'border-edge bg-sheet hover:border-ink',
          )}
        >
          {label}
        </PageLink>
      ))}
    </nav>
  );
}

import { useTranslations } from 'next-intl';
import { Filters } from '#components/ui/filters';
import type { OrderView } from '#lib/order/read';

const statuses = ['paid', 'refused', 'pending'] as const satisfies readonly OrderView['status'][];

/** The status in a query string; undefined if it is not one. */
export const statusOf = ({ status }: Record<string, string | string[] | undefined>): OrderView['status'] | undefined =>
  statuses.find((one) => one === status);

interface OrderFilterProps {
  current: OrderView['status'] | undefined;
  counts: Partial<Record<OrderView['status'], { count: number }>>;
}

/** Filters the list by status. A status that no order has is not offered. */
export function OrderFilter({ current, counts }: OrderFilterProps) {
  const t = useTranslations('orders');
  const all = Object.values(counts).reduce((sum, { count }) => sum + count, 0);
  const offered = statuses.filter((status) => status === current || counts[status]);
  const choices = [
    { href: '/orders', name: t('all', { count: all }), isCurrent: current === undefined },
    ...offered.map((status) => ({
      href: `/orders?status=${status}`,
      name: t(status, { count: counts[status]?.count ?? 0 }),
      isCurrent: status === current,
    })),
  ];
  return <Filters label={t('filter')} choices={choices} />;
}

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import type { OrderStatus } from './order-badge.tsx';

const colours: Record<OrderStatus, string> = { pending: 'text-quiet', paid: 'text-good', refused: 'text-bad' };

/** The stamp on a receipt: the status, and the time it was settled. */
export function OrderStamp({ status, time }: { status: OrderStatus; time?: string | undefined }) {
  const t = useTranslations('order');
  return (
    // A new status means a new key, a new element, and so the animation of the stamp.
    <p key={status} className={clsx('stamp justify-self-start', colours[status])}>
      {t(`stamp.${status}`)} {time}
    </p>
  );
}

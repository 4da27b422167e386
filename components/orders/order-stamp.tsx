import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import type { OrderStatus } from './order-badge.tsx';

const colours = { pending: 'text-quiet', paid: 'text-good', refused: 'text-bad', refunded: 'text-quiet' };

interface OrderStampProps {
  status: OrderStatus;
  /** When it was settled. */
  time?: string | undefined;
  /** Whether all of it went back to the customer. */
  isRefunded?: boolean;
}

/** The stamp on a receipt: the status, and the time it was settled. */
export function OrderStamp({ status, time, isRefunded = false }: OrderStampProps) {
  const t = useTranslations('order');
  const shown = isRefunded ? 'refunded' : status;
  return (
    // A new status means a new key, a new element, and so the animation of the stamp.
    <p key={shown} className={clsx('stamp justify-self-start', colours[shown])}>
      {t(`stamp.${shown}`)} {!isRefunded && time}
    </p>
  );
}

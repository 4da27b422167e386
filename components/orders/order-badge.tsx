import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '../ui/badge.tsx';

export type OrderStatus = 'pending' | 'paid' | 'refused';

const tones: Record<OrderStatus, Tone> = { pending: 'quiet', paid: 'good', refused: 'bad' };

/** The status of an order in a word. */
export function OrderBadge({ status }: { status: OrderStatus }) {
  const t = useTranslations('order');
  return <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>;
}

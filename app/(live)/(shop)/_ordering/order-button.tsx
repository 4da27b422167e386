import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { formatMoney } from '#lib/money';

interface OrderButtonProps {
  /** Minor units. */
  total: number;
  balance: number;
  currency: string;
  pending: boolean;
  /** Orders what is beside it and not the slip, which has a button of its own. */
  isNow?: boolean;
  variant?: React.ComponentProps<typeof Button>['variant'];
}

/** The one button: it orders, and tops up what is missing first. */
export function OrderButton({ total, balance, currency, pending, isNow, variant = 'primary' }: OrderButtonProps) {
  const t = useTranslations('shop');
  const locale = useLocale();
  const missing = total - balance;
  if (missing <= 0)
    return (
      <Button variant={variant} pending={pending}>
        {t(isNow ? 'orderNow' : 'order', { total: formatMoney(total, currency, locale) })}
      </Button>
    );
  return (
    <Button name="topUp" value={missing} variant={variant} pending={pending}>
      {t(isNow ? 'topUpAndOrderNow' : 'topUpAndOrder', { missing: formatMoney(missing, currency, locale) })}
    </Button>
  );
}

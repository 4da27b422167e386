import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { formatMoney } from '#lib/money';

interface OrderButtonProps {
  /** Minor units. */
  total: number;
  balance: number;
  currency: string;
  pending: boolean;
  /** It orders the product beside it, not the cart. */
  isNow?: boolean;
  variant?: React.ComponentProps<typeof Button>['variant'];
}

/** Orders with one click, topping up first if the balance is short. */
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

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { formatMoney } from '#lib/money';
import { useClosed } from '../../_opening/closed.tsx';

interface OrderButtonProps {
  /** Minor units. */
  total: number;
  balance: number;
  currency: string;
  /** Whether the customer can top up here and now. */
  canTopUp: boolean;
  pending: boolean;
  /** It orders the product beside it, not the cart. */
  isNow?: boolean;
  variant?: React.ComponentProps<typeof Button>['variant'];
}

/**
 * Orders with one click while the shop is open, topping up first if the balance is short; where nobody can top up here, it leads to how that is
 * done.
 */
export function OrderButton(props: OrderButtonProps) {
  const { total, balance, currency, canTopUp, pending, isNow, variant = 'primary' } = props;
  const t = useTranslations('shop');
  const locale = useLocale();
  const missing = total - balance;
  const closed = useClosed();
  if (closed) return <p className="py-2 font-medium">{closed}</p>;
  if (missing <= 0)
    return (
      <Button variant={variant} pending={pending}>
        {t(isNow ? 'orderNow' : 'order', { total: formatMoney(total, currency, locale) })}
      </Button>
    );
  if (!canTopUp)
    return (
      <ButtonLink href="/wallet" variant={variant}>
        {t('howToTopUp', { missing: formatMoney(missing, currency, locale) })}
      </ButtonLink>
    );
  return (
    <Button name="topUp" value={missing} variant={variant} pending={pending}>
      {t(isNow ? 'topUpAndOrderNow' : 'topUpAndOrder', { missing: formatMoney(missing, currency, locale) })}
    </Button>
  );
}

import { useLocale, useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge';
import { Money } from '#components/ui/money';

export interface Product {
  productId: string;
  name: string;
  description: string;
  /** Minor units. */
  price: number;
  currency: string;
  available: boolean;
}

/** A product of the catalogue. `children` is how it is chosen, where it can be. */
export function ProductRow({ product, children }: { product: Product; children?: React.ReactNode }) {
  const t = useTranslations('shop');
  const locale = useLocale();
  const { name, description, price, currency, available } = product;
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-4 border-b border-rule py-3">
      <div className="min-w-0">
        <p className="text-lead font-medium wrap-anywhere">{name}</p>
        <p className="text-quiet wrap-anywhere">{description}</p>
        <Money amount={price} currency={currency} locale={locale} className="font-medium" />
      </div>
      {available ? children : <Badge tone="quiet">{t('unavailable')}</Badge>}
    </li>
  );
}

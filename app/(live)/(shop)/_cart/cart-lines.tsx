import { useLocale, useTranslations } from 'next-intl';
import { Money } from '#components/ui/money';
import { type CartItem, quantityName } from '../_catalogue/product.ts';
import { QuantityInput } from './quantity-input.tsx';

interface CartLinesProps {
  items: CartItem[];
  currency: string;
  onQuantity: (productId: string, quantity: number) => void;
}

/** The lines of the cart, with editable quantities; zero removes a line. */
export function CartLines({ items, currency, onQuantity }: CartLinesProps) {
  const t = useTranslations('shop');
  const locale = useLocale();
  return (
    <ul className="mt-2 grid">
      {items.map(({ product, quantity }) => (
        <li key={product.productId} className="border-b border-rule py-2 last:border-0 motion-safe:animate-slide">
          <div className="flex items-baseline gap-2">
            <span className="wrap-anywhere">{product.name}</span>
            <span aria-hidden className="leader" />
            <Money amount={product.price * quantity} currency={currency} locale={locale} />
          </div>
          <div className="mt-1 flex items-center justify-between">
            <span className="text-note text-quiet">
              {quantity > 1 &&
                t.rich('each', {
                  price: () => <Money amount={product.price} currency={currency} locale={locale} />,
                })}
            </span>
            <QuantityInput
              name={quantityName(product.productId)}
              product={product.name}
              value={quantity}
              min={0}
              onChange={(next) => onQuantity(product.productId, next)}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

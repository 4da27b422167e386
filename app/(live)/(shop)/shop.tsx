'use client';

import { ClosedProvider } from '../_opening/closed.tsx';
import type { Cart } from './_cart/cart.ts';
import { CartPanel } from './_cart/cart-panel.tsx';
import { useCart } from './_cart/use-cart.ts';
import { Catalogue } from './_catalogue/catalogue.tsx';
import { type CartItem, type Product, totalOf } from './_catalogue/product.ts';
import { ProductSheet } from './_catalogue/product-sheet.tsx';
import { useView } from './_catalogue/use-view.ts';
import { ReorderLast } from './_ordering/reorder-last.tsx';

interface ShopProps {
  /** That the shop is closed, and when it opens; null while it is open. */
  closed: string | null;
  products: Product[];
  /** The cart in this browser's cookie. */
  cart: Cart;
  /** Minor units; null for whoever is not signed in. */
  balance: number | null;
  currency: string;
  /** Whether everybody may register. */
  mayRegister: boolean;
  /** Whether customers can top up here and now. */
  canTopUp: boolean;
  /** The items of the last order; empty if there is none. */
  last: { productId: string; quantity: number }[];
}

/** The catalogue and the cart. Everything here also works without JavaScript, with forms and links. */
export function Shop({ closed, products, cart: kept, balance, currency, mayRegister, canTopUp, last }: ShopProps) {
  const shop = useView();
  const { cart, setQuantity, reread } = useCart(kept);
  const itemsOf = (wanted: { productId: string; quantity: number }[]): CartItem[] =>
    wanted.flatMap(({ productId, quantity }) => {
      const product = products.find((known) => known.productId === productId && known.available);
      return product ? [{ product, quantity }] : [];
    });
  const items = itemsOf(Object.entries(cart.quantities).map(([productId, quantity]) => ({ productId, quantity })));
  const lastItems = itemsOf(last);
  const left = balance === null ? null : Math.max(0, balance - totalOf(items));
  const opened = products.find(({ productId }) => productId === shop.view.product);
  return (
    <ClosedProvider value={closed}>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_19rem] lg:items-start lg:gap-8">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {balance !== null && lastItems.length > 0 && lastItems.length === last.length && (
            <ReorderLast
              items={lastItems}
              cartKey={cart.key}
              balance={balance}
              currency={currency}
              canTopUp={canTopUp}
              isSecondary={items.length > 0}
            />
          )}
          <Catalogue
            products={products}
            shop={shop}
            cart={cart}
            left={left}
            currency={currency}
            onQuantity={setQuantity}
          />
        </div>
        <CartPanel
          cartKey={cart.key}
          items={items}
          balance={balance}
          currency={currency}
          mayRegister={mayRegister}
          canTopUp={canTopUp}
          path={shop.href({ product: '' })}
          onQuantity={setQuantity}
          onSent={reread}
        />
      </div>
      {opened && (
        <ProductSheet
          key={opened.productId}
          product={opened}
          inCart={cart.quantities[opened.productId] ?? 0}
          cartKey={cart.key}
          balance={balance}
          currency={currency}
          canTopUp={canTopUp}
          closeLink={shop.link({ product: '' })}
          onClose={() => shop.show({ product: '' })}
          onQuantity={setQuantity}
        />
      )}
    </ClosedProvider>
  );
}

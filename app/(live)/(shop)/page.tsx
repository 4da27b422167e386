import { getLocale, getTranslations } from 'next-intl/server';
import { artNamed } from '#components/products/product-art';
import { currentUser } from '#lib/auth/session';
import { readAccount } from '#lib/billing/read';
import { env } from '#lib/env';
import { FEW_LEFT, type ProductView, readOrders, readProducts } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { readRegistration } from '#lib/shop/registration';
import { closedText } from '../_opening/closed-text.ts';
import { readCart } from './_cart/cart-cookie.ts';
import { Landing } from './landing.tsx';
import { Shop } from './shop.tsx';

export default async function ShopPage({ searchParams }: PageProps<'/'>) {
  const { left } = await searchParams;
  const [t, user, products, currency, cart, closed] = await Promise.all([
    getTranslations('shop'),
    currentUser(),
    getLocale().then(readProducts),
    shopCurrency(),
    readCart(),
    closedText(),
  ]);
  const isOpen = user !== null || (await readRegistration()) === 'open';
  const [account, orders] = user
    ? await Promise.all([readAccount(user.userId, currency), readOrders(user.userId, { limit: 1 })])
    : [null, null];
  const last = orders?.items[0]?.items ?? [];
  const noteOn = ({ available, stock, soldOutUntil }: ProductView): string | null => {
    if (!available) return t(stock === 0 || soldOutUntil ? 'soldOut' : 'unavailable');
    return stock !== null && stock <= FEW_LEFT ? t('fewLeft', { count: stock }) : null;
  };
  return (
    <>
      {user ? (
        <h1 className="mb-4 text-head font-strong">{t('title')}</h1>
      ) : (
        <Landing hasLeft={left !== undefined} isOpen={isOpen} />
      )}
      {closed && <p className="mb-4 border-l-2 border-warn pl-3 font-medium">{closed}</p>}
      <Shop
        closed={closed}
        products={products.map((product) => {
          const { productId, name, description, category, image, price, available } = product;
          const [art, note] = [artNamed(product.art), noteOn(product)];
          return { productId, name, description, category, art, image, price, available, note };
        })}
        cart={cart}
        balance={account?.balance ?? null}
        currency={currency}
        mayRegister={isOpen}
        canTopUp={env().TOP_UP.includes('sandbox')}
        last={last.map(({ productId, quantity }) => ({ productId, quantity }))}
      />
    </>
  );
}

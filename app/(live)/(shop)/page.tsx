import { getTranslations } from 'next-intl/server';
import { currentUser } from '#lib/auth/session';
import { readAccount } from '#lib/billing/read';
import { env } from '#lib/env';
import { readOrders, readProducts } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { readCart } from './_cart/cart-cookie.ts';
import { artNamed } from './_catalogue/product-art.tsx';
import { Landing } from './landing.tsx';
import { Shop } from './shop.tsx';

export default async function ShopPage({ searchParams }: PageProps<'/'>) {
  const { left } = await searchParams;
  const [t, user, products, currency, cart] = await Promise.all([
    getTranslations('shop'),
    currentUser(),
    readProducts(),
    shopCurrency(),
    readCart(),
  ]);
  const [account, orders] = user
    ? await Promise.all([readAccount(user.userId, currency), readOrders(user.userId, { limit: 1 })])
    : [null, null];
  const last = orders?.items[0]?.items ?? [];
  return (
    <>
      {user ? <h1 className="mb-4 text-head font-strong">{t('title')}</h1> : <Landing hasLeft={left !== undefined} />}
      <Shop
        products={products.map(({ currency: _, art, ...product }) => ({ ...product, art: artNamed(art) }))}
        cart={cart}
        balance={account?.balance ?? null}
        currency={currency}
        canTopUp={env().TOP_UP.includes('sandbox')}
        last={last.map(({ productId, quantity }) => ({ productId, quantity }))}
      />
    </>
  );
}

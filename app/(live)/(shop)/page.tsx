import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { currentUser } from '#lib/auth/session';
import { readAccount } from '#lib/billing/read';
import { readProducts } from '#lib/order/read';
import { shopCurrency } from '#lib/shop';
import { newFormKey } from '../../_forms/form-key.ts';
import { OrderForm } from './order-form.tsx';
import { ProductRow } from './product-row.tsx';

export default async function ShopPage() {
  const [t, user, products, currency] = await Promise.all([
    getTranslations('shop'),
    currentUser(),
    readProducts(),
    shopCurrency(),
  ]);
  if (user) {
    const { balance } = await readAccount(user.userId, currency);
    return (
      <>
        <h1 className="mb-5 text-head font-strong">{t('title')}</h1>
        <OrderForm products={products} formKey={newFormKey()} balance={balance} currency={currency} />
      </>
    );
  }
  return (
    <div className="grid gap-6">
      <div className="grid gap-4">
        <h1 className="text-head text-balance font-strong">{t('welcome')}</h1>
        <p className="max-w-[60ch] text-lead text-quiet">{t('lead')}</p>
        <p className="flex flex-wrap gap-2">
          <ButtonLink href="/register">{t('register')}</ButtonLink>
          <ButtonLink href="/sign-in" variant="outline">
            {t('signIn')}
          </ButtonLink>
        </p>
      </div>
      <ul className="grid border-t border-rule md:grid-cols-2 md:gap-x-10" aria-label={t('products')}>
        {products.map((product) => (
          <ProductRow key={product.productId} product={product} />
        ))}
      </ul>
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { startTransition, useActionState, useState } from 'react';
import { orderAction } from './actions.ts';
import { OrderPanel } from './order-panel.tsx';
import { quantityName } from './order-state.ts';
import { type Product, ProductRow } from './product-row.tsx';
import { QuantityInput } from './quantity-input.tsx';

interface OrderFormProps {
  products: Product[];
  formKey: string;
  /** Minor units. */
  balance: number;
  currency: string;
}

/** The catalogue with quantities, and the slip of what is chosen. Without JavaScript it is a form that orders at once. */
export function OrderForm({ products, formKey, balance, currency }: OrderFormProps) {
  const t = useTranslations('shop');
  const [state, submit, pending] = useActionState(orderAction, {
    key: formKey,
    quantities: {},
    fault: null,
    problem: null,
  });
  const [quantities, setQuantities] = useState(state.quantities);
  const items = products.flatMap(({ productId, name, price, available }) => {
    const quantity = Number(quantities[productId] ?? 0);
    return available && quantity > 0 ? [{ productId, name, price, quantity }] : [];
  });
  return (
    <form
      action={submit}
      onSubmit={(event) => {
        event.preventDefault();
        const content = new FormData(event.currentTarget, event.nativeEvent.submitter);
        startTransition(() => submit(content));
      }}
      noValidate
      className="grid gap-6 lg:grid-cols-[1fr_20rem] lg:items-start lg:gap-8"
    >
      <input type="hidden" name="key" value={state.key} />
      <ul className="grid border-t border-rule" aria-label={t('products')}>
        {products.map((product) => (
          <ProductRow key={product.productId} product={product}>
            <QuantityInput
              name={quantityName(product.productId)}
              product={product.name}
              value={quantities[product.productId] ?? ''}
              onChange={(quantity) => setQuantities({ ...quantities, [product.productId]: quantity })}
            />
          </ProductRow>
        ))}
      </ul>
      <OrderPanel items={items} balance={balance} currency={currency} state={state} pending={pending} />
    </form>
  );
}

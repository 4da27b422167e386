import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { fulfilmentFilter, orderStatus } from '#lib/office/order-schemas';
import { readProducts } from '#lib/order/read';
import type { ListFilter } from './filter.ts';

const control = 'min-h-11 w-full min-w-0 rounded-control border border-edge bg-sheet px-3 text-body text-ink';

/** How far, paid or not, day, number, product and customer. The filter is in the address. */
export async function FilterForm({ filter }: { filter: ListFilter }) {
  const [t, order, products] = await Promise.all([
    getTranslations('office.orders'),
    getTranslations('order'),
    getLocale().then(readProducts),
  ]);
  const { productId } = filter;
  const isListed = products.some((product) => product.productId === productId);
  return (
    <search className="min-w-0 flex-1">
      <form className="grid grid-cols-2 items-end gap-2 md:grid-cols-4">
        <label className="grid gap-1 text-note text-quiet">
          {t('customer')}
          <input type="search" name="customer" defaultValue={filter.customer} className={control} />
        </label>
        <label className="grid gap-1 text-note text-quiet">
          {t('number')}
          <input name="number" inputMode="numeric" defaultValue={filter.number} className={control} />
        </label>
        <label className="grid gap-1 text-note text-quiet">
          {t('day')}
          <input type="date" name="day" defaultValue={filter.day} className={control} />
        </label>
        <label className="grid gap-1 text-note text-quiet">
          {t('product')}
          <select name="product" defaultValue={productId ?? ''} className={control}>
            <option value="">{t('all')}</option>
            {productId && !isListed && <option value={productId}>{productId}</option>}
            {products.map((product) => (
              <option key={product.productId} value={product.productId}>
                {product.name}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1 text-note text-quiet">
          {t('fulfilment')}
          <select name="fulfilment" defaultValue={filter.fulfilment ?? ''} className={control}>
            <option value="">{t('all')}</option>
            {fulfilmentFilter.options.map((state) => (
              <option key={state} value={state}>
                {state === 'open' ? t('open') : order(`fulfilment.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1 text-note text-quiet">
          {t('status')}
          <select name="status" defaultValue={filter.status ?? ''} className={control}>
            <option value="">{t('all')}</option>
            {orderStatus.options.map((status) => (
              <option key={status} value={status}>
                {order(`status.${status}`)}
              </option>
            ))}
          </select>
        </label>
        <Button variant="outline">{t('show')}</Button>
      </form>
    </search>
  );
}

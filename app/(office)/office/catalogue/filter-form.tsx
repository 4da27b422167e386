import { getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import type { CatalogueFilter } from './filter.ts';
import { productStates } from './product-state.ts';

const control = 'min-h-11 w-full min-w-0 rounded-control border border-edge bg-sheet px-3 text-body text-ink';

interface FilterFormProps {
  filter: CatalogueFilter;
  categories: { value: string; name: string }[];
}

/** Search, category and state. The filter is in the address. */
export async function FilterForm({ filter, categories }: FilterFormProps) {
  const t = await getTranslations('catalogue');
  return (
    <search>
      <form className="grid grid-cols-2 items-end gap-2 sm:grid-cols-[minmax(0,1fr)_11rem_11rem_auto]">
        <label className="grid gap-1 text-note text-quiet max-sm:col-span-2">
          {t('search')}
          <input type="search" name="query" defaultValue={filter.query} className={control} />
        </label>
        <label className="grid gap-1 text-note text-quiet">
          {t('category')}
          <select name="category" defaultValue={filter.category} className={control}>
            <option value="">{t('all')}</option>
            {categories.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1 text-note text-quiet">
          {t('state')}
          <select name="state" defaultValue={filter.state ?? ''} className={control}>
            <option value="">{t('all')}</option>
            {productStates.map((state) => (
              <option key={state} value={state}>
                {t(`states.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <Button variant="outline" className="max-sm:col-span-2">
          {t('show')}
        </Button>
      </form>
    </search>
  );
}

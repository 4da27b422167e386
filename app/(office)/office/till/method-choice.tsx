import { getTranslations } from 'next-intl/server';

const methods = ['cash', 'card', 'bank'] as const;

/** How the money comes or goes; cash unless another is chosen. */
export async function MethodChoice({ name }: { name: string }) {
  const t = await getTranslations('office.till');
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t('method')}</legend>
      <div className="flex flex-wrap gap-x-6">
        {methods.map((method) => (
          <label key={method} className="flex min-h-11 items-center gap-2">
            <input
              type="radio"
              id={`${name}-${method}`}
              name="method"
              value={method}
              defaultChecked={method === 'cash'}
              className="size-5"
            />
            {t(`methods.${method}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

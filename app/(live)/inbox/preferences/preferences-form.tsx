'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../../_forms/use-answered-action.ts';
import { savePreferencesAction } from './actions.ts';
import type { FormValues } from './form-values.ts';

const events = ['order-paid', 'order-refused', 'order-ready', 'order-refunded', 'low-balance'] as const;
const ways = ['inApp', 'byEmail'] as const;

/** A table of checkboxes and an amount, always saved together. */
export function PreferencesForm({ currency, values }: { currency: string; values: FormValues }) {
  const t = useTranslations('preferences');
  const { state, pending, form } = useAnsweredAction(
    savePreferencesAction,
    { values, sent: 0, outcome: null, problem: null },
    (last, problem) => ({ ...last, outcome: null, problem }),
  );
  const isFaulty = state.outcome === 'not-an-amount';
  return (
    <form {...form} noValidate className="grid gap-6">
      <table className="w-full">
        <thead>
          <tr className="border-b border-ink text-note text-quiet">
            <th scope="col" className="py-2 text-left font-medium">
              {t('event')}
            </th>
            {ways.map((way) => (
              <th key={way} scope="col" className="w-20 px-1 text-center font-medium">
                {t(way)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event} className="border-b border-rule">
              <th scope="row" className="py-2 pr-2 text-left font-medium">
                {t(`events.${event}`)}
              </th>
              {ways.map((way) => (
                <td key={way} className="text-center">
                  <label className="inline-grid size-11 place-items-center">
                    <span className="sr-only">{t('box', { event: t(`events.${event}`), way: t(way) })}</span>
                    <input
                      type="checkbox"
                      name={`${event}.${way}`}
                      defaultChecked={state.values.preferences[event][way]}
                      className="size-5"
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="-mt-3 text-note text-quiet">{t('recorded')}</p>
      <Field
        key={isFaulty ? state.sent : 'amount'}
        name="alertBelow"
        label={t('alertBelow')}
        hint={t('alertHint')}
        error={t('fault')}
        isFaulty={isFaulty}
        prefix={currency}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={isFaulty}
        defaultValue={state.values.alertBelow}
      />
      <FormProblem problem={state.problem} />
      <div className="flex flex-wrap items-center gap-4">
        <Button pending={pending}>{t('save')}</Button>
        <p role="status" className="font-medium text-good">
          {state.outcome === 'saved' && !pending && t('saved')}
        </p>
      </div>
    </form>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { FormProblem } from '../_forms/form-problem.tsx';
import { useAnsweredAction } from '../_forms/use-answered-action.ts';
import { runLabAction } from './actions.ts';

const outcomes = ['paid', 'refused'] as const;

interface LabFormProps {
  formKey: string;
  outcome: 'paid' | 'refused';
  /** Whether an order can be paid here. */
  canPay: boolean;
  /** The text of the button. */
  label: string;
}

/** Starts a run with the chosen outcome. */
export function LabForm({ formKey, outcome, canPay, label }: LabFormProps) {
  const t = useTranslations('lab');
  const { state, pending, form } = useAnsweredAction(
    runLabAction,
    { key: formKey, outcome, problem: null },
    // Keep the key that was sent: a refresh may have brought another one.
    (last, problem) => ({ ...last, key: last.problem ? last.key : formKey, problem }),
  );
  return (
    <form {...form} className="grid gap-4">
      {/* A new run needs a new key: the page brings one each time it is rendered. */}
      <input type="hidden" name="key" value={state.problem ? state.key : formKey} />
      <fieldset>
        <legend className="mb-1 font-medium">{t('outcome')}</legend>
        <div className="flex flex-wrap gap-2">
          {outcomes
            .filter((one) => canPay || one === 'refused')
            .map((one) => (
              <label
                key={one}
                className="inline-flex min-h-11 items-center gap-2 rounded-control border border-edge bg-sheet px-4 has-checked:border-accent has-checked:bg-tint has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name="outcome"
                  value={one}
                  defaultChecked={one === state.outcome}
                  className="size-4 outline-none"
                />
                {t(one)}
              </label>
            ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-center gap-x-4">
        <Button pending={pending}>{label}</Button>
        <p role="status" className="text-quiet">
          {pending && t('running')}
        </p>
      </div>
      <FormProblem problem={state.problem} />
    </form>
  );
}

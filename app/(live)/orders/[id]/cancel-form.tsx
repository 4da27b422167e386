'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../../_forms/use-answered-action.ts';
import { cancelAction } from '../actions.ts';

interface CancelFormProps {
  orderId: string;
  formKey: string;
  /** What comes back, as text. */
  amount: string;
}

/** Cancels an order that nobody has begun to prepare. */
export function CancelForm({ orderId, formKey, amount }: CancelFormProps) {
  const t = useTranslations('order');
  const { state, pending, form } = useAnsweredAction(
    cancelAction,
    { key: formKey, values: {}, faults: [], problem: null },
    (last, problem) => ({ ...last, problem }),
  );
  return (
    <form {...form} className="grid gap-2 print:hidden">
      <input type="hidden" name="key" value={state.key} />
      <input type="hidden" name="orderId" value={orderId} />
      <Button variant="outline" pending={pending}>
        {t('cancel', { amount })}
      </Button>
      <FormProblem problem={state.problem} />
    </form>
  );
}

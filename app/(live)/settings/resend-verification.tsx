'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../_forms/use-answered-action.ts';
import { sendAgainAction } from './actions.ts';

/** Sends another link that verifies the address. */
export function ResendVerification() {
  const t = useTranslations('settings.email');
  const { state, pending, form } = useAnsweredAction(
    sendAgainAction,
    { outcome: null, problem: null },
    (_, problem) => ({ outcome: null, problem }),
  );
  const { outcome, problem } = state;
  return (
    <form {...form} className="grid justify-items-start gap-2">
      <Button variant="outline" pending={pending}>
        {t('resend')}
      </Button>
      <p
        role="status"
        className={clsx('empty:absolute', outcome === 'too-many' ? 'text-bad' : 'font-medium text-good')}
      >
        {outcome === 'sent' && t('sent')}
        {outcome === 'too-many' && t('tooMany')}
      </p>
      <FormProblem problem={problem} />
    </form>
  );
}

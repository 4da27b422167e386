'use server';

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { discard, redrive } from '#lib/office/messages';
import { reason } from '#lib/office/schemas';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';

const decisionForm = z.object({ queue: z.string().max(100), which: z.enum(['selected', 'matching']), reason });

/** Puts dead letters back into their queues. */
export const redriveAction = async (state: OfficeState, form: FormData): Promise<OfficeState> =>
  decide('redrive', redrive, state, form);

/** Discards dead letters. */
export const discardAction = async (state: OfficeState, form: FormData): Promise<OfficeState> =>
  decide('discard', discard, state, form);

async function decide(name: string, operate: typeof redrive, state: OfficeState, form: FormData): Promise<OfficeState> {
  const ids = form.getAll('id').map(String);
  const t = await getTranslations('office.messages');
  if (form.get('which') === 'selected' && ids.length === 0)
    return { ...state, said: { isDone: false, text: t('choose') }, problem: null };
  return answerForm(
    {
      name,
      capability: 'messages.decide',
      path: '/office/messages',
      schema: decisionForm,
      operate({ body: { queue, which, reason: why }, ...request }) {
        const filter = queue === '' ? {} : { queue };
        const choice = which === 'selected' ? { ids } : {};
        return operate({ ...request, body: { filter, ...choice, reason: why } });
      },
      tell: async ({ kind, count }) => ({ isDone: true, text: t(kind, { count }) }),
    },
    state,
    form,
  );
}

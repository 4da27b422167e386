'use server';

import { getTranslations } from 'next-intl/server';
import { setHours } from '#lib/office/catalogue';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';
import { hoursForm } from './hours-form.ts';

/** Saves the opening hours. */
export async function setHoursAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'set-hours',
      capability: 'catalogue.edit',
      path: '/office/hours',
      schema: hoursForm,
      operate: setHours,
      async tell() {
        return { isDone: true, text: (await getTranslations('catalogue.hours'))('saved') };
      },
    },
    state,
    form,
  );
}

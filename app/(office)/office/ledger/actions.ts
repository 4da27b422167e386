'use server';

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { beginAudit } from '#lib/office/audit';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';

/** Has the books audited. */
export async function auditAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'audit-books',
      capability: 'ledger.read',
      path: '/office/ledger',
      schema: z.object({}),
      operate: beginAudit,
      tell: async ({ kind }) => ({ isDone: true, text: (await getTranslations('office.ledger'))(kind) }),
    },
    state,
    form,
  );
}

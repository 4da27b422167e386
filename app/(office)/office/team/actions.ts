'use server';

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { roles } from '#lib/accounts/roles';
import { emailAddress } from '#lib/accounts/schemas';
import { giveRole } from '#lib/office/team';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';

const schema = z.object({ email: emailAddress, role: z.enum(roles) });

/** Gives somebody a role. */
export async function giveRoleAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'give-role',
      capability: 'team.edit',
      path: '/office/team',
      schema,
      operate: giveRole,
      async tell({ kind }) {
        const t = await getTranslations('office.team');
        if (kind === 'role-changed') return { isDone: true, text: t('given') };
        return { isDone: false, text: t(kind === 'last-owner' ? kind : 'unknown-person') };
      },
    },
    state,
    form,
  );
}

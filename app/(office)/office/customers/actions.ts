'use server';

import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { emailAddress } from '#lib/accounts/schemas';
import { invitePerson } from '#lib/office/invitations';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';

const schema = z.object({ email: emailAddress });

/** Invites a customer to register. */
export async function inviteCustomerAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const locale = await getLocale();
  return answerForm(
    {
      name: 'invite-customer',
      capability: 'customers.edit',
      path: '/office/customers',
      schema,
      operate: (request) => invitePerson({ ...request, body: { ...request.body, role: 'customer', locale } }),
      async tell(outcome) {
        const t = await getTranslations('office');
        if (outcome.kind === 'invited') return { isDone: true, text: t('team.invited', { email: outcome.email }) };
        return { isDone: false, text: t('customers.alreadyRegistered') };
      },
    },
    state,
    form,
  );
}

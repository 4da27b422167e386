'use server';

import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { roles } from '#lib/accounts/roles';
import { emailAddress } from '#lib/accounts/schemas';
import { invitePerson, revoke } from '#lib/office/invitations';
import { identityForm, ofInvitation } from '#lib/office/schemas';
import { setIdentity, setRegistration } from '#lib/office/settings';
import { giveRole } from '#lib/office/team';
import { registrations } from '#lib/shop/registration';
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

/** Invites somebody to register with a role. */
export async function inviteAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const locale = await getLocale();
  return answerForm(
    {
      name: 'invite',
      capability: 'team.edit',
      path: '/office/team',
      schema,
      operate: (request) => invitePerson({ ...request, body: { ...request.body, locale } }),
      async tell(outcome) {
        const t = await getTranslations('office.team');
        if (outcome.kind === 'invited') return { isDone: true, text: t('invited', { email: outcome.email }) };
        return { isDone: false, text: t('alreadyRegistered') };
      },
    },
    state,
    form,
  );
}

/** Revokes an invitation. */
export async function revokeAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'revoke-invitation',
      capability: 'team.edit',
      path: '/office/team',
      schema: ofInvitation,
      operate: revoke,
      async tell({ kind }) {
        const t = await getTranslations('office.team');
        return { isDone: true, text: t(kind === 'revoked' ? 'revoked' : 'unknownInvitation') };
      },
    },
    state,
    form,
  );
}

const registrationForm = z.object({ registration: z.enum(registrations) });

/** Sets who may register. */
export async function setRegistrationAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'set-registration',
      capability: 'settings.edit',
      path: '/office/team',
      schema: registrationForm,
      operate: setRegistration,
      async tell() {
        const t = await getTranslations('office.settings');
        return { isDone: true, text: t('saved') };
      },
    },
    state,
    form,
  );
}

/** How many products a refusal names. */
const NAMED_MAX = 5;

/** Sets what customers see of the shop. */
export async function setIdentityAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'set-identity',
      capability: 'settings.edit',
      path: '/office/team',
      schema: identityForm,
      operate: setIdentity,
      async tell(outcome) {
        const t = await getTranslations('office.settings');
        if (outcome.kind === 'settings-changed') return { isDone: true, text: t('saved') };
        const products = outcome.products.slice(0, NAMED_MAX).join(', ');
        const more = Math.max(outcome.products.length - NAMED_MAX, 0);
        return { isDone: false, text: t('namesMissing', { products, more }), field: 'first' };
      },
    },
    state,
    form,
  );
}

'use server';

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { editCustomer, signOutCustomer } from '#lib/office/customers';
import { cardId, note, ofCustomer } from '#lib/office/schemas';
import { answerForm } from '../../../_office/office-action.ts';
import type { OfficeState } from '../../../_office/office-state.ts';

/** An empty field removes what was there. */
const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .literal('')
    .transform(() => null)
    .or(schema);
const customerForm = ofCustomer.extend({ cardId: orNothing(cardId), note: orNothing(note) });

/** Saves the card and the note of a customer. */
export async function editCustomerAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'edit-customer',
      capability: 'customers.edit',
      path: `/office/customers/${form.get('userId')}`,
      schema: customerForm,
      operate: (request) => editCustomer(request.body.userId, request),
      async tell({ kind }) {
        const t = await getTranslations('office.customers');
        if (kind === 'customer-changed') return { isDone: true, text: t('saved') };
        return { isDone: false, text: t(kind === 'card-taken' ? 'cardTaken' : 'unknown') };
      },
    },
    state,
    form,
  );
}

/** Signs a customer out everywhere. */
export async function signOutAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'sign-out-customer',
      capability: 'customers.edit',
      path: `/office/customers/${form.get('userId')}`,
      schema: ofCustomer,
      operate: (request) => signOutCustomer(request.body.userId, request),
      async tell() {
        const t = await getTranslations('office.customers');
        return { isDone: true, text: t('signedOut') };
      },
    },
    state,
    form,
  );
}

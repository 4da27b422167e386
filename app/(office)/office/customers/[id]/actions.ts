'use server';

import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { formatMoney } from '#lib/money';
import { editCustomer, signOutCustomer } from '#lib/office/customers';
import { adjustBalance, setWalletBlocked } from '#lib/office/money';
import { adjustmentForm, blockForm, cardId, note, ofCustomer } from '#lib/office/schemas';
import { shopCurrency } from '#lib/shop/currency';
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

/** Corrects the balance of a customer. */
export async function adjustAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'adjust-balance',
      capability: 'wallets.adjust',
      path: `/office/customers/${form.get('userId')}`,
      schema: adjustmentForm(await shopCurrency()),
      operate: ({ body: { userId, ...body }, ...request }) => adjustBalance(userId, { ...request, body }),
      async tell(outcome) {
        const [t, locale] = await Promise.all([getTranslations('office.wallet'), getLocale()]);
        if (outcome.kind !== 'adjusted') return { isDone: false, text: t(outcome.kind) };
        const balance = formatMoney(outcome.balance, outcome.currency, locale);
        return { isDone: true, text: t('adjusted', { balance }) };
      },
    },
    state,
    form,
  );
}

/** Blocks or unblocks the wallet of a customer. */
export async function blockAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'block-wallet',
      capability: 'wallets.block',
      path: `/office/customers/${form.get('userId')}`,
      schema: blockForm,
      operate: ({ body: { userId, block, ...body }, ...request }) =>
        setWalletBlocked(userId, block === 'true', { ...request, body }),
      async tell(outcome) {
        const t = await getTranslations('office.wallet');
        return { isDone: outcome.kind === 'set', text: t(outcome.kind) };
      },
    },
    state,
    form,
  );
}

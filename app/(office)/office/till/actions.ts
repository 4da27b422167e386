'use server';

import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '#lib/money';
import { undoTransfer } from '#lib/office/money';
import { saleForm } from '#lib/office/order-schemas';
import { mailReceipt } from '#lib/office/receipts';
import { ofTransfer, tillForm, undoForm } from '#lib/office/schemas';
import { payOut, sell, take } from '#lib/office/till';
import { shopCurrency } from '#lib/shop/currency';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';
import { tellSale } from './tell-sale.ts';

/** Takes money at the till. */
export async function takeAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'take-money',
      capability: 'till',
      path: '/office/till',
      schema: tillForm(await shopCurrency()),
      operate: take,
      async tell(outcome) {
        const t = await getTranslations('office.till');
        if (outcome.kind !== 'transferred') return { isDone: false, text: t(outcome.kind) };
        return { isDone: true, text: t('taken', await shown(outcome)), link: receiptOf(outcome, t) };
      },
    },
    state,
    form,
  );
}

/** Pays money out at the till. */
export async function payOutAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'pay-out-money',
      capability: 'till',
      path: '/office/till',
      schema: tillForm(await shopCurrency()),
      operate: payOut,
      async tell(outcome) {
        const t = await getTranslations('office.till');
        if (outcome.kind !== 'transferred') return { isDone: false, text: t(outcome.kind) };
        return { isDone: true, text: t('paidOut', await shown(outcome)), link: receiptOf(outcome, t) };
      },
    },
    state,
    form,
  );
}

/** Sells to a customer, who pays from their balance. */
export async function sellAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'sell',
      capability: 'till',
      path: '/office/till',
      schema: saleForm,
      operate: ({ body: { userId, ...body }, ...request }) => sell(userId, { ...request, body }),
      tell: (outcome) => tellSale(outcome, String(form.get('userId'))),
    },
    state,
    form,
  );
}

/** Mails the receipt of a transfer to its customer. */
export async function mailReceiptAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'mail-receipt',
      capability: 'till',
      path: `/office/till/receipts/${form.get('transferId')}`,
      schema: ofTransfer,
      operate: ({ body: { transferId }, ...request }) => mailReceipt(transferId, { ...request, body: {} }),
      async tell({ kind }) {
        const t = await getTranslations('office.till');
        if (kind === 'mailed') return { isDone: true, text: t('receipt.mailed') };
        return { isDone: false, text: kind === 'unknown-transfer' ? t('receipt.unknown') : t(kind) };
      },
    },
    state,
    form,
  );
}

/** Undoes what was taken at the till. */
export async function undoAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'undo-till',
      capability: 'till',
      path: '/office/till',
      schema: undoForm,
      operate: ({ body: { transferId, ...body }, ...request }) => undoTransfer(transferId, { ...request, body }),
      async tell(outcome) {
        const t = await getTranslations('office.till');
        if (outcome.kind === 'refused') return { isDone: false, text: t(refusalOf(outcome.reason)) };
        if (outcome.kind !== 'settled') return { isDone: false, text: t(outcome.kind) };
        return { isDone: true, text: t('undone', await shown(outcome)) };
      },
    },
    state,
    form,
  );
}

const refusalOf = (reason: string) =>
  reason === 'insufficient-funds' || reason === 'balance-limit' ? reason : 'already-reversed';

async function shown({ amount, balance, currency }: { amount: number; balance: number; currency: string }) {
  const locale = await getLocale();
  return { amount: formatMoney(amount, currency, locale), balance: formatMoney(balance, currency, locale) };
}

const receiptOf = ({ transferId }: { transferId: string }, t: (key: 'receipt.title') => string) => ({
  href: `/office/till/receipts/${transferId}`,
  text: t('receipt.title'),
});

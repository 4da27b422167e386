'use server';

import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '#lib/money';
import { refundForm } from '#lib/office/order-schemas';
import { refundOrder } from '#lib/office/orders';
import { answerForm } from '../../../_office/office-action.ts';
import type { OfficeState } from '../../../_office/office-state.ts';

/** Gives back what items of an order cost, or all of it. */
export async function refundAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'refund-order',
      capability: 'orders.refund',
      path: `/office/orders/${form.get('orderId')}`,
      schema: refundForm,
      operate: ({ body: { orderId, ...body }, ...request }) => refundOrder(orderId, { ...request, body }),
      async tell(outcome) {
        const [t, locale] = await Promise.all([getTranslations('office.refund'), getLocale()]);
        if (outcome.kind !== 'refunded') return { isDone: false, text: t(outcome.kind) };
        const amount = formatMoney(outcome.amount, outcome.currency, locale);
        return { isDone: true, text: t('refunded', { amount }) };
      },
    },
    state,
    form,
  );
}

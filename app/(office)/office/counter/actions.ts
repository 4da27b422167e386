'use server';

import { refresh } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { moveForm } from '#lib/office/order-schemas';
import { advanceOrder } from '#lib/office/orders';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';

/** Sets how far an order is, from the state that was seen. */
export async function moveAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const answered = await answerForm(
    {
      name: 'move-order',
      capability: 'orders.advance',
      path: '/office/counter',
      schema: moveForm,
      operate: ({ body: { orderId, ...body }, ...request }) => advanceOrder(orderId, { ...request, body }),
      async tell(outcome) {
        const t = await getTranslations('office.counter');
        if (outcome.kind === 'advanced')
          return { isDone: true, text: t(`moved.${outcome.fulfilment}`, { number: outcome.number }) };
        if (outcome.kind === 'order-moved')
          return {
            isDone: false,
            text: t(`found.${outcome.found ?? 'unpaid'}`, { number: String(form.get('number')) }),
          };
        return { isDone: false, text: t(outcome.kind) };
      },
    },
    state,
    form,
  );
  // Whoever was too late sees what another screen did.
  refresh();
  return answered;
}

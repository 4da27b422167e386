'use server';

import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '#lib/money';
import { closeShopDay, differenceOf } from '#lib/office/days';
import { dayForm } from '#lib/office/schemas';
import { shopCurrency } from '#lib/shop/currency';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';

/** Closes a day of the shop. */
export async function closeDayAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const currency = await shopCurrency();
  return answerForm(
    {
      name: 'close-day',
      capability: 'days.close',
      path: '/office/reports',
      schema: dayForm(currency),
      operate: ({ body: { day, ...body }, ...request }) => closeShopDay(day, { ...request, body }),
      async tell(outcome) {
        const [t, locale] = await Promise.all([getTranslations('office.reports'), getLocale()]);
        switch (outcome.kind) {
          case 'closed':
            return { isDone: true, text: t('closed', { number: outcome.close.number }) };
          case 'already-closed':
            return { isDone: false, text: t('already-closed', { number: outcome.number }) };
          case 'later-closed':
            return { isDone: false, text: t('later-closed', { day: outcome.day }) };
          case 'not-begun':
            return { isDone: false, text: t('not-begun') };
          case 'reason-needed': {
            const { counted } = dayForm(currency).parse(Object.fromEntries(form));
            const difference = differenceOf({ expected: outcome.expected, counted });
            return {
              isDone: false,
              text: t('reason-needed', { difference: formatMoney(difference, currency, locale) }),
            };
          }
        }
      },
    },
    state,
    form,
  );
}

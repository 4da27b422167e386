'use server';

import { getTranslations } from 'next-intl/server';
import { givePayoutBack, markPayoutPaid } from '#lib/office/money';
import { settlementForm, undoForm } from '#lib/office/schemas';
import { answerForm } from '../../../_office/office-action.ts';
import type { OfficeState } from '../../../_office/office-state.ts';

const PATH = '/office/ledger/payouts';

/** Marks a payout as paid. */
export async function settleAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'settle-payout',
      capability: 'payouts.decide',
      path: PATH,
      schema: settlementForm,
      operate: ({ body: { transferId, ...body }, ...request }) => markPayoutPaid(transferId, { ...request, body }),
      tell,
    },
    state,
    form,
  );
}

/** Gives a payout back to the wallet that it left. */
export async function returnAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  return answerForm(
    {
      name: 'return-payout',
      capability: 'payouts.decide',
      path: PATH,
      schema: undoForm,
      operate: ({ body: { transferId, ...body }, ...request }) => givePayoutBack(transferId, { ...request, body }),
      tell,
    },
    state,
    form,
  );
}

async function tell({ kind }: { kind: string }) {
  const t = await getTranslations('office.ledger');
  if (kind === 'decided') return { isDone: true, text: t('done') };
  const known = ['payout-decided', 'unknown-payout', 'own-wallet', 'unknown-customer'] as const;
  return { isDone: false, text: t(known.find((one) => one === kind) ?? 'refused') };
}

import { z } from 'zod';
import { houseNames, payoutStates, transferKinds } from '#lib/billing/ledger-read';
import { reason } from '#lib/gateway/schemas';
import { signedMinorUnits } from '#lib/messages/shapes';

// What the office asks for about money: one schema for the HTTP API and the forms.

export const adjustmentBody = z.object({
  amount: signedMinorUnits
    .refine((amount) => amount !== 0, { error: 'must not be zero' })
    .describe('In minor units (cents); negative takes money away'),
  reason,
});

/** A deed that needs nothing but a reason. */
export const reasonBody = z.object({ reason });

export const settlementBody = z.object({ method: z.enum(['cash', 'bank']).describe('How it was paid') });

export type AdjustmentBody = z.infer<typeof adjustmentBody>;
export type ReasonBody = z.infer<typeof reasonBody>;
export type SettlementBody = z.infer<typeof settlementBody>;

export const payoutState = z.enum(payoutStates);
export const houseName = z.enum(houseNames);
export const transferKind = z.enum(transferKinds);

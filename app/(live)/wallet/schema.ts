import { z } from 'zod';
import { ownTransfer } from '#lib/gateway/schemas';
import { parseMoney } from '#lib/money';

/** Parses an amount typed in major units of the currency into minor units. */
export const amountForm = (currency: string) =>
  z.object({
    amount: z
      .string()
      .transform((text) => parseMoney(text, currency))
      .pipe(ownTransfer.shape.amount),
  });

export type AmountField = 'amount';

/** What a form is about to move or has moved, and the balance after it. Minor units. */
export interface Movement {
  step: 'review' | 'done';
  amount: number;
  balance: number;
}

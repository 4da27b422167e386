import { z } from 'zod';
import {
  ITEMS_MAX,
  id,
  minorUnits,
  NOTE_MAX,
  productId,
  QUANTITY_MAX,
  quantity,
  tillMethod,
} from '#lib/messages/shapes';

// What customers ask for: one schema for the HTTP API, the server actions and the forms.

/** Why somebody does something, in their words. */
export const reason = z
  .string()
  .trim()
  .min(1)
  .max(NOTE_MAX)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), { error: 'must not contain control characters' });

const note = reason.optional().describe('Stands in the statement');

/** What somebody moves into or out of their own account. */
export const ownTransfer = z.object({ amount: minorUnits, note });

/** In lower case, as ids are compared: in another one nobody would seem to be somebody else. */
const userId = id.toLowerCase();

/** What somebody of the office takes or pays out at the till. */
const tillTransfer = z.object({ amount: minorUnits, note, userId, method: tillMethod });

export type OwnTransfer = z.infer<typeof ownTransfer>;
export type TillTransfer = z.infer<typeof tillTransfer>;

/** Either of the two. */
export const transfer = z
  .object({
    amount: minorUnits,
    note,
    userId: userId.optional().describe('Whose account, at the till; left out for your own'),
    method: tillMethod.optional().describe('How the money comes or goes at the till; required with `userId`'),
  })
  .refine(({ userId, method }) => (userId === undefined) === (method === undefined), {
    path: ['method'],
    error: 'goes together with userId',
  })
  .transform(({ userId, method, ...own }) => (userId && method ? { ...own, userId, method } : own));

/** The transfer of somebody at the till, and not of their own. */
export const isAtTill = (wanted: OwnTransfer | TillTransfer): wanted is TillTransfer => 'userId' in wanted;

/** The id of a product as somebody sends it: Postgres takes neither half characters nor NUL. */
export const sentProductId = productId.refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value));

export const orderLine = z.object({
  productId: sentProductId,
  quantity,
});

export const orderBody = z.object({
  items: z
    .array(orderLine)
    .min(1)
    .max(ITEMS_MAX)
    .refine((items) => [...merged(items).values()].every((sum) => sum <= QUANTITY_MAX), {
      error: `the quantities of one product must not exceed ${QUANTITY_MAX} together`,
    }),
});

/** The quantity of each product, over all items that name it. */
function merged(items: { productId: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(item.productId, (sums.get(item.productId) ?? 0) + item.quantity);
  return sums;
}

export type OrderBody = z.infer<typeof orderBody>;

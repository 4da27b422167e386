import { z } from 'zod';
import { ITEMS_MAX, minorUnits, productId, QUANTITY_MAX, quantity } from '#lib/messages/shapes';

// What customers ask for: one schema for the HTTP API, the server actions and the forms.

export const transfer = z.object({ amount: minorUnits });

export const orderLine = z.object({
  productId: productId.refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value)),
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

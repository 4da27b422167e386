import { z } from 'zod';
import { orderBody, orderLine, reason } from '#lib/gateway/schemas';
import { counterState, fulfilment, ITEMS_MAX, id } from '#lib/messages/shapes';

// What the office asks for: one schema for the HTTP API and the forms.

export const advanceBody = z.object({
  from: counterState.describe('The state that was seen'),
  to: counterState,
});

export const refundBody = z
  .object({
    items: z.array(orderLine).min(1).max(ITEMS_MAX).optional().describe('What to refund; all that is left if absent'),
    reason,
    restock: z.boolean().optional().describe('Whether the items go back into the stock'),
    cancels: z.boolean().optional().describe('Whether the order is cancelled, as a whole'),
  })
  .refine(({ items, cancels }) => !(items && cancels), {
    path: ['items'],
    error: 'an order is cancelled as a whole: leave `items` out',
  });

/** A form that moves an order at the counter. */
export const moveForm = advanceBody.extend({ orderId: id });

/** The field of a form in which the quantity of a product is typed. */
export const quantityField = (productId: string) => `quantity:${productId}`;

/** A form that refunds an order: quantities of its products, or everything. */
export const refundForm = z
  .looseObject({
    orderId: id,
    which: z.enum(['items', 'all', 'cancel']),
    reason,
    restock: z.literal('on').optional(),
  })
  .transform(({ orderId, which, reason: why, restock, ...fields }, context) => {
    const body = { orderId, reason: why, restock: restock === 'on', cancels: which === 'cancel' };
    if (which !== 'items') return { ...body, items: undefined };
    const items = linesIn(fields, context);
    if (items.length === 0) context.addIssue({ code: 'custom', path: ['which'] });
    return { ...body, items };
  });

/** A form that orders for a customer: quantities of products. */
export const saleForm = z
  .looseObject({ userId: id })
  .transform(({ userId, ...fields }, context) => ({ userId, items: linesIn(fields, context) }))
  .pipe(orderBody.extend({ userId: id }));

/** The products whose quantity was typed, and is not zero. */
function linesIn(fields: Record<string, unknown>, context: z.RefinementCtx): z.infer<typeof orderLine>[] {
  const items: z.infer<typeof orderLine>[] = [];
  for (const [field, typed] of Object.entries(fields)) {
    if (!field.startsWith(quantityField('')) || /^\s*0*\s*$/.test(String(typed))) continue;
    const { data } = orderLine.safeParse({
      productId: field.slice(quantityField('').length),
      quantity: Number(typed),
    });
    if (data) items.push(data);
    else context.addIssue({ code: 'custom', path: [field] });
  }
  return items;
}

/** How far orders are, as a filter; `open` for all that the counter has to do with. */
export const fulfilmentFilter = z.enum(['open', ...fulfilment.options]);
export const orderStatus = z.enum(['pending', 'paid', 'refused']);

import { z } from 'zod';
import { orderLine, reason } from '#lib/gateway/schemas';
import { counterState, ITEMS_MAX } from '#lib/messages/shapes';

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

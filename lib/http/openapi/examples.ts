import type { z } from 'zod';
import { credentialsBody, registration } from '#lib/accounts/schemas';
import { orderBody, transfer } from '#lib/gateway/schemas';
import { adjustmentBody, reasonBody, settlementBody } from '#lib/office/money-schemas';

/** A body that each schema accepts, for the readers of the API's description. */
export const examples = new Map<z.ZodType, object>([
  [registration, { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada Lovelace', locale: 'en' }],
  [credentialsBody, { email: 'ada@example.com', password: 'correct horse battery' }],
  [transfer, { amount: 10_000 }],
  [adjustmentBody, { amount: -250, reason: 'Charged twice for one coffee' }],
  [reasonBody, { reason: 'The customer lost the card' }],
  [settlementBody, { method: 'bank' }],
  [orderBody, { items: [{ productId: 'espresso', quantity: 2 }] }],
]);

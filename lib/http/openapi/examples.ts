import type { z } from 'zod';
import { credentialsBody, registration } from '#lib/accounts/schemas';
import { orderBody, transfer } from '#lib/gateway/schemas';
import { hoursBody, productBody, productChanges } from '#lib/office/catalogue-schemas';
import { adjustmentBody, reasonBody, settlementBody } from '#lib/office/money-schemas';
import { advanceBody, refundBody } from '#lib/office/order-schemas';
import { customerBody, dayBody, letterChoice } from '#lib/office/schemas';

/** A body that each schema accepts, for the readers of the API's description. */
export const examples = new Map<z.ZodType, object>([
  [registration, { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada Lovelace', locale: 'en' }],
  [credentialsBody, { email: 'ada@example.com', password: 'correct horse battery' }],
  [transfer, { amount: 10_000 }],
  [
    productBody,
    {
      name: { en: 'Flat white', ru: 'Флэт уайт' },
      description: { en: 'Double shot, steamed milk' },
      category: 'drinks',
      price: 280,
      art: 'cup',
    },
  ],
  [productChanges, { price: 300, stock: 12 }],
  [
    hoursBody,
    {
      weekdays: [{ weekday: 1, opens: '08:00', closes: '18:00' }],
      exceptions: [{ day: '2027-01-01', opens: null, closes: null, note: 'New Year' }],
    },
  ],
  [adjustmentBody, { amount: -250, reason: 'Charged twice for one coffee' }],
  [reasonBody, { reason: 'The customer lost the card' }],
  [settlementBody, { method: 'bank' }],
  [orderBody, { items: [{ productId: 'espresso', quantity: 2 }] }],
  [letterChoice, { filter: { queue: 'event-collaboration.billing' }, reason: 'The disk is no longer full' }],
  [dayBody, { counted: { cash: 12_050 }, reason: 'A coin rolled away' }],
  [customerBody, { cardId: '0042', note: 'Pays on the first of the month' }],
  [advanceBody, { from: 'accepted', to: 'preparing' }],
  [refundBody, { items: [{ productId: 'espresso', quantity: 1 }], reason: 'spilled', restock: false }],
]);

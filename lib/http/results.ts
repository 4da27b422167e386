import { z } from 'zod';
import { services } from '#lib/messages/define';
import { balance, currency, id, minorUnits, money, orderItem, person, productId } from '#lib/messages/shapes';

// What the HTTP API answers: the shapes of the OpenAPI document.

const time = z.iso.datetime();
const status = z.enum(['pending', 'paid', 'refused']);
const participant = z.enum(['gateway', ...services]);
const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const health = z.object({ status: z.literal('ok') });
export const registered = z.object({ userId: id, email: z.string(), name: z.string() });
export const token = z.object({ token: z.string(), userId: id, expiresAt: time });
export const transferred = money.extend({ transferId: id, balance });
export const orderAccepted = z.object({ orderId: id, status });
export const ordered = orderAccepted.extend({ total: minorUnits, currency, items: z.array(orderItem) });
export const order = ordered.extend({
  userId: id,
  reason: z.string().nullable(),
  createdAt: time,
  settledAt: time.nullable(),
  correlationId: id,
});
export const orders = list(order);
export const user = person;
export const products = z.object({
  items: z.array(
    z.object({
      productId,
      name: z.string(),
      description: z.string(),
      category: z.string(),
      art: z.string(),
      price: minorUnits,
      currency,
      available: z.boolean(),
    }),
  ),
});
export const account = z.object({ accountId: id, userId: id, balance, currency });
export const entries = list(
  z.object({
    entryId: id,
    transferId: id,
    kind: z.enum(['deposit', 'withdrawal', 'payment', 'reversal']),
    amount: z.int().describe('Signed, in minor units'),
    balance,
    currency,
    orderId: id.nullable(),
    createdAt: time,
  }),
);
export const notifications = list(
  z.object({
    notificationId: id,
    orderId: id,
    kind: z.enum(['order-paid', 'order-refused']),
    address: z.string(),
    subject: z.string(),
    text: z.string(),
    reason: z.string().nullable(),
    createdAt: time,
    readAt: time.nullable(),
  }),
);
export const messages = z.object({
  items: z.array(
    z.object({
      id,
      name: z.string(),
      producer: participant,
      consumers: z.array(participant),
      correlationId: id,
      causationId: id.nullable(),
      time,
      body: z.record(z.string(), z.unknown()),
    }),
  ),
});

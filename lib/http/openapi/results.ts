import { z } from 'zod';
import { services } from '#lib/messages/define';
import {
  balance,
  counterState,
  currency,
  dayNumber,
  email,
  fulfilment,
  id,
  minorUnits,
  money,
  name,
  orderItem,
  person,
  productId,
  refunded,
  signedMinorUnits,
  tillMethod,
} from '#lib/messages/shapes';
import { houseName, payoutState, transferKind } from '#lib/office/money-schemas';

// What the HTTP API answers. lib/http/openapi/schemas.ts names these schemas for the OpenAPI document.

export const time = z.iso.datetime();
const status = z.enum(['pending', 'paid', 'refused']).describe('`pending` until it is paid or its payment is refused');
const participant = z.enum(['gateway', ...services]);
const nextCursor = z.string().nullable().describe('The `cursor` of the next page; null on the last one');
export const page = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor });
export const list = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });

export const health = z.object({ status: z.literal('ok') });
export const drained = z.object({
  done: z.int().nonnegative().describe('Jobs that this process did meanwhile'),
  waiting: z.int().nonnegative().describe('Jobs that are left: due later, or in the hands of another process'),
});
export const readiness = z.object({
  status: z.enum(['ready', 'not-ready']),
  database: z.enum(['reachable', 'unreachable']),
  migrations: z
    .enum(['current', 'newer', 'behind', 'unknown'])
    .describe(
      'The schema of the database against the one that this version expects; `newer` while an upgrade replaces it',
    ),
  workers: z
    .int()
    .min(0)
    .nullable()
    .describe('How many were seen within the last 15 seconds; null where it is not known'),
  oldestWaitingSeconds: z
    .number()
    .min(0)
    .nullable()
    .describe('How long the oldest message waits to be handled; null where it is not known'),
});
export const registered = z.object({ userId: id, email, name });
export const token = z.object({ token: z.string().describe('Shown this once'), userId: id, expiresAt: time });
export const transferred = money.extend({ transferId: id, balance });
export const orderAccepted = z.object({ orderId: id, status });
export const ordered = orderAccepted.extend({ total: minorUnits, currency, items: z.array(orderItem) });
const number = dayNumber
  .nullable()
  .describe('By which it is called out, counted from 1 on each day; null until it is paid');
export const sold = ordered.extend({ number });
export const order = ordered.extend({
  userId: id,
  reason: z.string().nullable().describe('Why the payment was refused'),
  createdAt: time,
  settledAt: time.nullable().describe('When it was paid or refused'),
  correlationId: id,
  number,
  fulfilment: fulfilment.nullable().describe('How far it is after the payment; null until then'),
  refunded,
});
export const orders = page(order);
export const counterOrder = z.object({
  orderId: id,
  userId: id,
  items: z.array(orderItem),
  total: minorUnits,
  currency,
  number: dayNumber,
  fulfilment: counterState,
  refunded,
});
export const refundMade = z.object({ refundId: id, orderId: id, amount: minorUnits, refunded, currency });
export const user = person;

export const image = z
  .object({ small: z.string(), large: z.string() })
  .nullable()
  .describe('Where its photo is, as WebP of up to 320 and 960 pixels; null where it has none');
export const stock = z
  .int()
  .min(0)
  .nullable()
  .meta({ format: 'int64', description: 'How many are left; null where nobody counts' });

export const product = z.object({
  productId,
  name: z.string().describe('In your language, if the shop has it'),
  description: z.string(),
  category: z.string(),
  art: z.string().describe('The name of its drawing'),
  image,
  price: minorUnits,
  currency,
  available: z.boolean().describe('Whether it can be ordered now'),
  stock,
  soldOutUntil: time.nullable().describe('Until when it cannot be ordered'),
});
export const products = list(product);

export const account = z.object({ accountId: id, userId: id, balance, currency });

export const entry = z.object({
  entryId: id,
  transferId: id,
  kind: z.enum(['deposit', 'withdrawal', 'payment', 'reversal', 'adjustment']),
  amount: signedMinorUnits,
  balance,
  currency,
  orderId: id.nullable(),
  note: z.string().nullable().describe('Why, in the words of whoever made it'),
  createdAt: time,
});
export const entries = page(entry);

export const adjusted = z.object({
  transferId: id,
  amount: signedMinorUnits,
  currency,
  balance,
});
export const blocked = z.object({ userId: id, blockedAt: time.nullable().describe('Null while it is not blocked') });

const method = z
  .enum([...tillMethod.options, 'sandbox'])
  .nullable()
  .describe('How the money came or went');
const decidedPayout = z.object({
  transferId: id.describe('The withdrawal that it pays out'),
  userId: id,
  amount: minorUnits,
  currency,
  state: payoutState,
  method,
  reason: z.string().nullable().describe('Why it was returned'),
});
export const payout = decidedPayout;
const listedPayout = decidedPayout.extend({
  name: z.string().describe('Of the customer'),
  decidedBy: id.nullable(),
  createdAt: time,
  decidedAt: time.nullable(),
});
export const payouts = page(listedPayout);

const side = z.object({ account: z.enum(['wallet', ...houseName.options]), userId: id.nullable() });
export const ledgerTransfers = page(
  z.object({
    transferId: id,
    kind: transferKind,
    debit: side,
    credit: side,
    amount: minorUnits,
    currency,
    orderId: id.nullable(),
    reverses: id.nullable().describe('The transfer that it undoes, whole or in part'),
    method,
    actorId: id.nullable().describe('Who of the office made it'),
    note: z.string().nullable(),
    createdAt: time,
  }),
);

const sum = z
  .int()
  .meta({ format: 'int64', description: 'In minor units (cents): positive is owed, negative came from outside' });
export const trialBalance = z.object({
  at: time,
  currencies: z.array(
    z.object({
      currency,
      accounts: z.array(z.object({ account: z.enum(['wallets', ...houseName.options]), balance: sum })),
      sum: sum.describe('Zero, if the books are right'),
    }),
  ),
});
export const liabilities = z.object({
  at: time,
  currency,
  total: balance,
  count: z.int().nonnegative().describe('To how many customers'),
  customers: z.array(z.object({ userId: id, balance })),
});

export const notification = z.object({
  notificationId: id,
  orderId: id,
  kind: z.enum(['order-paid', 'order-refused', 'order-ready', 'order-refunded']),
  address: email,
  subject: z.string(),
  text: z.string(),
  reason: z.string().nullable().describe('Why the payment was refused'),
  createdAt: time,
  readAt: time.nullable(),
});
export const notifications = page(notification);

export const message = z.object({
  id,
  name: z.string(),
  producer: participant,
  consumers: z.array(participant),
  correlationId: id,
  causationId: id.nullable().describe('The message that caused it; null for the first of a request'),
  time,
  body: z.record(z.string(), z.unknown()).describe('Empty for a call-back'),
});
export const messages = list(message);

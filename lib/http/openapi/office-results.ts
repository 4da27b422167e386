import { z } from 'zod';
import { balance, currency, email, id, minorUnits, name, productId, requestedItem } from '#lib/messages/shapes';
import { image, list, order, page, stock, time } from './results.ts';

// What the HTTP API answers to the office.

export const customerSummary = z.object({
  userId: id,
  email,
  name,
  balance,
  blocked: z.boolean().describe('Whether the wallet refuses payments and withdrawals'),
  cardId: z.string().nullable().describe('The card that the till knows the customer by'),
});
export const customers = page(customerSummary);
export const customer = customerSummary.extend({
  phone: z.string().nullable(),
  note: z.string().nullable().describe('What the office has noted'),
  emailVerifiedAt: time.nullable(),
  createdAt: time,
});

export const importCounts = z.object({
  created: z.int().nonnegative().describe('People who were not registered and are now'),
  updated: z.int().nonnegative().describe('Registered people whom the file changed'),
  unchanged: z.int().nonnegative().describe('Registered people who are as the file says'),
});

export const auditEntry = z.object({
  id,
  actorId: id.nullable().describe('Who did it; null where nobody was signed in'),
  action: z.string(),
  subject: z.string().describe('On what: a kind and an id, like `user:<id>`'),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  origin: z.string().nullable().describe('The network address that the request came from'),
  correlationId: id.nullable(),
  createdAt: time,
});
export const auditLog = page(auditEntry);

const rows = z.int().nonnegative();
export const audit = z.object({
  underWay: z.boolean().describe('Whether the books are being audited now'),
  last: z
    .object({
      endedAt: time,
      faults: z.int().nonnegative().describe('How many were found; 0 where the books are right'),
      findings: z.array(z.string()).describe('The first of them, in words'),
      covered: z
        .object({ transfers: rows, entries: rows, wallets: rows, decisions: rows, orders: rows, notifications: rows })
        .nullable()
        .describe('How many rows it covered; null where an older release made it'),
    })
    .nullable()
    .describe('The last audit; null where there was none'),
});
export const auditBegun = z.object({
  begun: z.boolean().describe('False where an audit was under way already, whose answer serves'),
});

export const deadLetter = z.object({
  id,
  queue: z.string(),
  since: time.describe('When the last attempt failed'),
  type: z.string().nullable().describe('The type of the message; null for a plain job, such as an e-mail'),
  undone: z.string().describe('What was not done, such as `charge`'),
  error: z.string().describe('Why the last attempt failed'),
  correlationId: id.nullable(),
  userId: id.nullable().describe('Whose request it belongs to'),
});
export const deadLetters = list(deadLetter);
export const decidedLetters = z.object({ count: z.int().nonnegative().describe('How many dead letters it was') });

const translated = z.object({ en: z.string().optional(), ru: z.string().optional() }).describe('By language');
export const product = z.object({
  productId,
  name: translated,
  description: translated,
  category: z.string(),
  art: z.string().describe('The name of its drawing'),
  image,
  price: minorUnits,
  currency,
  available: z.boolean().describe('Whether the shop offers it at all'),
  stock,
  soldOutUntil: time.nullable().describe('Until when it cannot be ordered; may have passed'),
  instant: z.boolean().describe('There is nothing to hand over'),
  archived: z.boolean().describe('No longer offered'),
});
export const products = list(product);

const clock = z.string().describe('`08:30`, in the time zone of the shop');
export const hours = z.object({
  weekdays: z
    .array(
      z.object({
        weekday: z.int().min(0).max(6).meta({ format: 'int32', description: '0 is Sunday' }),
        opens: clock,
        closes: clock,
      }),
    )
    .describe('Empty where the shop always takes orders'),
  exceptions: z
    .array(
      z.object({ day: z.iso.date(), opens: clock.nullable(), closes: clock.nullable(), note: z.string().nullable() }),
    )
    .describe('Days that differ from their weekday; both times are null where the shop is closed'),
});

const amount = z.int().meta({ format: 'int64', description: 'Minor units' });
const byMethod = z
  .object({ cash: amount, card: amount, bank: amount, sandbox: amount })
  .partial()
  .describe('By method; what is missing is 0');
const turnover = z.object({ count: z.int().nonnegative(), amount });
const sold = { quantity: z.int().nonnegative(), amount };
export const sales = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  currency,
  byProduct: z.array(z.object({ productId: z.string(), name: z.string(), ...sold })),
  byCategory: z.array(z.object({ category: z.string(), ...sold })),
  byHour: z.array(z.object({ hour: z.int().min(0).max(23), ...sold })),
});

const dayFacts = { day: z.iso.date(), currency, expected: byMethod, totals: z.record(z.string(), turnover) };
export const day = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), ...dayFacts }).describe('Everything since the last day that was closed'),
  z.object({
    state: z.literal('closed'),
    ...dayFacts,
    number: z.int().positive(),
    until: time.describe('Its transfers were made before this moment'),
    position: z.int().nonnegative().describe('And stand here in the ledger, or before it'),
    counted: byMethod,
    reason: z.string().nullable().describe('Why what was counted differs'),
    closedBy: id,
    closedAt: time,
    previousHash: z.string(),
    hash: z
      .string()
      .describe(
        'SHA-256 over the facts of the day, what the house accounts held at its end, and the hash of the day before',
      ),
  }),
]);

const hour = z.object({ hour: z.int().min(0).max(23), count: z.int().nonnegative(), total: amount });
const orderCount = z.int().nonnegative();
export const today = z.object({
  day: z.iso.date(),
  currency,
  orders: turnover.describe('Paid today'),
  topUps: turnover,
  refunds: turnover,
  owed: amount.describe('What the shop owes its customers now'),
  counter: z.object({ accepted: orderCount, preparing: orderCount, ready: orderCount, late: orderCount }),
  hours: z.object({ today: z.array(hour), lastWeek: z.array(hour) }),
  needs: z.object({
    payouts: turnover,
    lateOrders: orderCount,
    deadLetters: orderCount,
    isWorkerSilent: z.boolean().describe('No worker was seen lately'),
    auditFaults: z.int().nonnegative().nullable().describe('What the last audit found; null where there was none'),
  }),
});

export const refund = z.object({
  refundId: id,
  items: z.array(requestedItem),
  amount: balance.describe('Amount in minor units (cents); 0 where nothing was left to refund'),
  reason: z.string(),
  actorId: id.describe('Who asked for it'),
  restock: z.boolean(),
  cancels: z.boolean(),
  status: z.enum(['pending', 'settled', 'refused']),
  refusal: z.string().nullable().describe('Why it was refused'),
  createdAt: time,
  settledAt: time.nullable(),
});
export const officeOrder = order.extend({ refunds: z.array(refund) });
export const officeOrders = page(order);

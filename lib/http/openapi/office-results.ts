import { z } from 'zod';
import { balance, currency, email, id, minorUnits, name, productId } from '#lib/messages/shapes';
import { image, list, page, stock, time } from './results.ts';

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

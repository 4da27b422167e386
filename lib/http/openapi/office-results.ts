import { z } from 'zod';
import { balance, email, id, name } from '#lib/messages/shapes';
import { list, page, time } from './results.ts';

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

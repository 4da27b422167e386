import { z } from 'zod';
import { id } from '#lib/messages/shapes';

// What people of the office type and send: one schema for the HTTP API, the server actions and the forms.

/** What a scanner reads from a card. */
export const cardId = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7e]+$/, { error: 'must be printable ASCII without spaces' });

/** What the office notes about a customer. */
export const note = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), { error: 'must not contain control characters' });

export const customerBody = z
  .object({ cardId: cardId.nullable().optional(), note: note.nullable().optional() })
  .refine((body) => Object.keys(body).length > 0, { error: 'name at least one member to change' });

/** A form about one customer. */
export const ofCustomer = z.object({ userId: id });

/** A form about one invitation. */
export const ofInvitation = z.object({ invitationId: id });

/** Why somebody did what they did. */
export const reason = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), { error: 'must not contain control characters' });

/** Dead letters: the chosen ones, or all that match a filter. */
export const letterChoice = z
  .object({
    ids: z.array(id).min(1).max(1_000).optional(),
    filter: z.object({ queue: z.string().max(100).optional(), type: z.string().max(100).optional() }).optional(),
    reason,
  })
  .refine(({ ids, filter }) => ids !== undefined || filter !== undefined, { error: 'name ids or a filter' });
export type LetterChoice = z.infer<typeof letterChoice>;

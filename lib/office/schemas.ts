import { z } from 'zod';
import { type ByMethod, countable } from '#lib/billing/day-close';
import { isAccent } from '#lib/brand/accent';
import { reason } from '#lib/gateway/schemas';
import { type Locale, locales } from '#lib/i18n/locales';
import { isId } from '#lib/ids';
import { id, minorUnits, signedMinorUnits, tillMethod } from '#lib/messages/shapes';
import { AMOUNT_MAX, parseMoney } from '#lib/money';

// What people of the office type and send: one schema for the HTTP API, the server actions and the forms.

/** What a scanner reads from a card. */
export const cardId = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7e]+$/, { error: 'must be printable ASCII without spaces' })
  .refine((card) => !isId(card.toLowerCase()), { error: 'must not be a UUID, which would be the id of a customer' });

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

/** Dead letters: the chosen ones, or all that match a filter. */
export const letterChoice = z
  .object({
    ids: z.array(id).min(1).max(1_000).optional(),
    filter: z.object({ queue: z.string().max(100).optional(), type: z.string().max(100).optional() }).optional(),
    reason,
  })
  .refine(({ ids, filter }) => ids !== undefined || filter !== undefined, { error: 'name ids or a filter' });
export type LetterChoice = z.infer<typeof letterChoice>;

/** A day of the shop, `2026-05-01`. */
export const day = z.iso.date().refine(isOfOurTime, { error: 'must be between 1970 and 2999' });

/** An instant in the past or near future: Postgres knows no year 0, and ids carry no time before 1970. */
export const instant = z.iso.datetime({ offset: true }).refine(isOfOurTime, { error: 'must be between 1970 and 2999' });

function isOfOurTime(text: string): boolean {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year < 3000;
}

const countedAmount = z
  .int()
  .min(-AMOUNT_MAX)
  .max(AMOUNT_MAX)
  .meta({ format: 'int64', description: 'Minor units; negative where more went out than came in' })
  .default(0);

/** What was counted at the close of a day. */
export const dayBody = z.object({
  counted: z
    .object({ cash: countedAmount, card: countedAmount, bank: countedAmount })
    .describe('What was counted, by method; what is left out is 0'),
  reason: reason.optional().describe('Why what was counted differs from what the books say'),
});

/** The same in a form: amounts in major units of the currency, an empty one is 0. */
export const dayForm = (currency: string) => {
  const amount = z
    .string()
    .transform((text) => (text.trim() === '' ? 0 : typedAmount(text, currency)))
    .pipe(z.int())
    .optional();
  return z
    .object({ day, cash: amount, card: amount, bank: amount, reason: reason.or(z.literal('')) })
    .transform(({ day, reason, ...amounts }) => {
      const counted: ByMethod = {};
      for (const method of countable) if (amounts[method]) counted[method] = amounts[method];
      return { day, counted, reason: reason === '' ? undefined : reason };
    });
};

/** A typed amount in minor units of a currency; a minus sign before it makes it negative. What is no amount is NaN, which no schema takes. */
function typedAmount(text: string, currency: string): number {
  const sign = /^\s*[-−]/.test(text) ? -1 : 1;
  return sign * (parseMoney(text.replace(/^\s*[-−]/, ''), currency) ?? Number.NaN);
}

/** What is taken or paid out at the till. */
export const tillForm = (currency: string) =>
  z.object({
    userId: id,
    amount: z
      .string()
      .transform((text) => typedAmount(text, currency))
      .pipe(minorUnits),
    method: tillMethod,
    note: z
      .literal('')
      .transform(() => undefined)
      .or(reason),
  });
export type TillBody = z.infer<ReturnType<typeof tillForm>>;

/** A correction of a balance. */
export const adjustmentForm = (currency: string) =>
  z.object({
    userId: id,
    amount: z
      .string()
      .transform((text) => typedAmount(text, currency))
      .pipe(signedMinorUnits.refine((amount) => amount !== 0)),
    reason,
  });

const SHOP_NAME_MAX = 60;

/** What customers see of the shop, in a form: a box for each language and the default one; what is left empty is as the server says. */
export const identityForm = z
  .object({
    name: z
      .string()
      .trim()
      .max(SHOP_NAME_MAX)
      .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text)),
    accent: z
      .string()
      .trim()
      .toLowerCase()
      .refine((text) => text === '' || isAccent(text)),
    first: z.enum(locales),
    ...(Object.fromEntries(locales.map((locale) => [locale, z.literal('on').optional()])) as Record<
      Locale,
      z.ZodOptional<z.ZodLiteral<'on'>>
    >),
  })
  .transform(({ name, accent, first, ...offered }) => ({
    name: name || null,
    accent: accent || null,
    languages: [first, ...locales.filter((locale) => locale !== first && offered[locale])],
  }));

export { reason };

/** A form that undoes a transfer. */
export const undoForm = z.object({ transferId: id, reason });

/** A form about one transfer. */
export const ofTransfer = z.object({ transferId: id });

/** A form that blocks or unblocks a wallet. */
export const blockForm = ofCustomer.extend({ block: z.enum(['true', 'false']), reason });

/** A form that marks a payout as paid. */
export const settlementForm = z.object({ transferId: id, method: z.enum(['cash', 'bank']) });

import { z } from 'zod';
import { minorUnits } from '#lib/messages/shapes';
import { productArts } from './product-arts.ts';
import { day } from './schemas.ts';

// What the office sends about the catalogue: one schema for the HTTP API and the forms.

export const PRODUCT_NAME_MAX = 80;
export const DESCRIPTION_MAX = 500;
const CATEGORY_MAX = 40;
const STOCK_MAX = 1_000_000_000;
const NOTE_MAX = 100;
/** Spans of a week, and days that differ. */
const SPANS_MAX = 28;
const EXCEPTIONS_MAX = 400;

/** Text that somebody types: trimmed, on one line. */
const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      error: 'must not contain control characters',
    });

export const productName = line(1, PRODUCT_NAME_MAX);
export const productDescription = line(0, DESCRIPTION_MAX);
export const category = line(1, CATEGORY_MAX);
export const art = z.enum(productArts).describe('The name of its drawing, shown where it has no photo');
export const price = minorUnits;
export const stock = z
  .int()
  .min(0)
  .max(STOCK_MAX)
  .nullable()
  .meta({ format: 'int64', description: 'How many are left; null where nobody counts' });
const available = z.boolean().describe('Whether the shop offers it at all');
const instant = z.boolean().describe('There is nothing to hand over: a paid order of such products alone is done');

export const productBody = z.object({
  productId: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .optional()
    .describe('Made from the name where it is left out'),
  name: z
    .object({ en: productName.optional(), ru: productName.optional() })
    .describe('By language; the first language of the shop is required'),
  description: z
    .object({ en: productDescription.optional(), ru: productDescription.optional() })
    .optional()
    .describe('By language'),
  category,
  price,
  stock: stock.optional(),
  instant: instant.optional(),
  available: available.optional(),
  art: art.optional(),
});

const position = z
  .int()
  .min(0)
  .max(1_000_000)
  .meta({ format: 'int32', description: 'Its place in the order of the shop, from zero' });

export const productChanges = z
  .object({
    name: z
      .object({ en: productName.nullable().optional(), ru: productName.nullable().optional() })
      .optional()
      .describe('Only the languages that are named change; null takes one away'),
    description: z
      .object({ en: productDescription.nullable().optional(), ru: productDescription.nullable().optional() })
      .optional()
      .describe('Only the languages that are named change; null takes one away'),
    category: category.optional(),
    price: price.optional(),
    stock: stock.optional(),
    instant: instant.optional(),
    available: available.optional(),
    soldOutUntil: z.iso
      .datetime({ offset: true })
      .nullable()
      .optional()
      .describe('Until then it cannot be ordered; null takes that back'),
    art: art.optional(),
    archived: z.boolean().optional().describe('An archived product is no longer offered, and stays in the orders'),
    position: position.optional(),
    before: z
      .string()
      .max(64)
      .nullable()
      .optional()
      .describe('Moves it right before the product with this id; null moves it to the end'),
  })
  .refine(({ position, before }) => position === undefined || before === undefined, {
    error: 'takes `position` or `before`, not both',
  });

const opens = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('`08:30`, in the time zone of the shop');
const closes = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .describe('Later than `opens`; at most `24:00`');

const openingSpan = z.object({
  weekday: z.int().min(0).max(6).meta({ format: 'int32', description: '0 is Sunday' }),
  opens,
  closes,
});
const openingException = z.object({
  day,
  opens: opens.nullable(),
  closes: closes.nullable(),
  note: line(0, NOTE_MAX).nullable(),
});

export const hoursBody = z
  .object({
    weekdays: z
      .array(openingSpan)
      .max(SPANS_MAX)
      .describe('Empty where the shop always takes orders; a day may have several spans'),
    exceptions: z
      .array(openingException)
      .max(EXCEPTIONS_MAX)
      .describe('Days that differ from their weekday; both times are null where the shop is closed'),
  })
  .superRefine(({ weekdays, exceptions }, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const [index, span] of weekdays.entries()) {
      if (span.opens >= span.closes) fault(['weekdays', index, 'closes'], 'must be later than `opens`');
      const overlaps = weekdays.some(
        (other, at) =>
          at < index && other.weekday === span.weekday && other.opens < span.closes && span.opens < other.closes,
      );
      if (overlaps) fault(['weekdays', index, 'opens'], 'must not overlap another span of the day');
    }
    for (const [index, exception] of exceptions.entries()) {
      const { day, opens, closes } = exception;
      if ((opens === null) !== (closes === null))
        fault(['exceptions', index, 'closes'], 'both times, or neither where the shop is closed');
      else if (opens !== null && closes !== null && opens >= closes)
        fault(['exceptions', index, 'closes'], 'must be later than `opens`');
      if (exceptions.findIndex((other) => other.day === day) < index)
        fault(['exceptions', index, 'day'], 'must not be named twice');
    }
  });

export type ProductBody = z.infer<typeof productBody>;
export type ProductChangesBody = z.infer<typeof productChanges>;
export type HoursBody = z.infer<typeof hoursBody>;

import { z } from 'zod';

const wholeNumber = z.string().regex(/^\d{1,3}$/, { error: 'must be a whole number from 1 to 100' });

/** Paging of every list. */
export const page = z.object({
  limit: wholeNumber
    .transform(Number)
    .pipe(z.int().min(1).max(100).meta({ format: 'int32' }))
    .default(50)
    .describe('How many items a page holds at most'),
  cursor: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The `nextCursor` of the page before; absent for the first page'),
});

import { z } from 'zod';

// What people of the office send.

export const customerBody = z
  .object({
    cardId: z
      .string()
      .trim()
      .min(1)
      .max(64)
      .regex(/^[\x21-\x7e]+$/)
      .nullable()
      .optional(),
    note: z.string().trim().min(1).max(1_000).nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, { error: 'name at least one member to change' });

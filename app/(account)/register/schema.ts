import { z } from 'zod';
import { registration } from '#lib/gateway/schemas';

const { phone, address } = registration.shape;

/** A registration as it is typed: what may be left out is then an empty text. */
export const registerForm = registration.extend({
  phone: z.literal('').or(phone),
  address: z.literal('').or(address),
});

export const registerFields = ['name', 'email', 'password', 'phone', 'address'] as const;
export type RegisterField = (typeof registerFields)[number];

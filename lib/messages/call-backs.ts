import { z } from 'zod';
import { contact, id, orderFacts, person } from './shapes.ts';

/** What a participant may ask a service over HTTP: for the data behind a thin event, and for whom a low-balance alert is. */
export const callBacks = {
  'GET users/{id}': { callee: 'user', answer: person },
  'GET orders/{id}': {
    callee: 'order',
    answer: orderFacts.extend({
      status: z.enum(['pending', 'paid', 'refused']),
      reason: z.string().nullable(),
      createdAt: z.iso.datetime(),
      userId: id,
      contact,
    }),
  },
} as const;

export type CallBack = keyof typeof callBacks;
export type CallBackResult<C extends CallBack> = z.infer<(typeof callBacks)[C]['answer']>;

import { z } from 'zod';
import * as results from '#lib/http/openapi/office-results';
import { currentUser, found, ok } from '#lib/http/respond-with';
import { route } from '#lib/http/route';
import { discard, type LettersOutcome, readLetters, redrive } from '#lib/office/messages';
import { letterChoice } from '#lib/office/schemas';
import { officeAnswer, requestOf } from './answer.ts';

/** Dead letters: what they are, and what is to become of them. */
export const messageRoutes = [
  route({
    method: 'GET',
    path: '/office/dead-letters',
    access: 'staff',
    capability: 'messages.read',
    name: 'listDeadLetters',
    query: z.object({
      queue: z.string().max(100).optional().describe('Only of this queue'),
      type: z.string().max(100).optional().describe('Only messages of this type'),
    }),
    answers: { 200: results.deadLetters },
    async handle(call) {
      const letters = await readLetters(currentUser(call), call.query);
      return found(
        letters && {
          items: letters.map(({ since, customer, ...letter }) => ({
            ...letter,
            since: since.toISOString(),
            userId: customer?.userId ?? null,
          })),
        },
      );
    },
  }),
  route({
    method: 'POST',
    path: '/office/dead-letters/redrive',
    access: 'staff',
    capability: 'messages.decide',
    name: 'redriveDeadLetters',
    body: letterChoice,
    idempotent: true,
    answers: { 200: results.decidedLetters },
    handle: async (call) => officeAnswer(await redrive(requestOf(call)), counted),
  }),
  route({
    method: 'POST',
    path: '/office/dead-letters/discard',
    access: 'staff',
    capability: 'messages.decide',
    name: 'discardDeadLetters',
    body: letterChoice,
    idempotent: true,
    answers: { 200: results.decidedLetters },
    handle: async (call) => officeAnswer(await discard(requestOf(call)), counted),
  }),
];

const counted = ({ count }: LettersOutcome) => ok({ count });

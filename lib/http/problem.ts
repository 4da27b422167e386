import type { z } from 'zod';
import type { Answer } from './answer.ts';

/** Every kind of problem, with the status and title it always has. The `type` of a problem is `/problems/<kind>`. */
export const problems = {
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  unauthenticated: [401, 'Not signed in'],
  'wrong-credentials': [401, 'E-mail or password is wrong'],
  'not-allowed': [403, 'Not allowed'],
  'top-up-by-payment': [403, 'Top-ups are paid for'],
  'registration-closed': [403, 'Registration closed'],
  'invitation-needed': [403, 'Invitation needed'],
  'invalid-csv': [400, 'Invalid CSV file'],
  'foreign-origin': [403, 'Request from a foreign origin'],
  'unsupported-media-type': [415, 'Unsupported media type'],
  'body-too-large': [413, 'Body too large'],
  'malformed-json': [400, 'Malformed JSON'],
  'invalid-fields': [400, 'Invalid fields'],
  'invalid-query': [400, 'Invalid query'],
  'invalid-idempotency-key': [400, 'Invalid idempotency key'],
  'insufficient-funds': [402, 'Not enough money'],
  'account-blocked': [402, 'Account blocked'],
  'day-closed': [409, 'Day closed'],
  'card-taken': [409, 'Card taken'],
  'email-taken': [409, 'E-mail address taken'],
  'product-exists': [409, 'Product exists'],
  'payout-decided': [409, 'Payout decided already'],
  'already-reversed': [409, 'Reversed already'],
  'too-late-to-undo': [409, 'Too late to undo'],
  'order-moved': [409, 'Order in another state'],
  'over-refund': [409, 'More than is left to refund'],
  'not-cancellable': [409, 'Order can no longer be cancelled'],
  'request-in-flight': [409, 'Request in flight'],
  'key-reused': [422, 'Idempotency key used for another request'],
  'order-rejected': [422, 'Order rejected'],
  'not-an-image': [422, 'Not an image'],
  'day-not-begun': [422, 'Day not begun'],
  'reason-needed': [422, 'Reason needed'],
  'balance-limit': [422, 'Balance limit exceeded'],
  'too-many-attempts': [429, 'Too many attempts'],
  unavailable: [503, 'Not available now'],
  'internal-error': [500, 'Internal error'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemKind = keyof typeof problems;

/** Ends the handling of a request that cannot become an operation; `answer` is what the client gets. */
export class Problem extends Error {
  readonly answer: Answer;

  constructor(kind: ProblemKind, detail: string, extra: Extra = {}) {
    super(detail);
    this.answer = problem(kind, detail, extra);
  }
}

export interface Extra {
  /** Members beside the standard ones: field errors, the order a problem is about. */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
  correlationId?: string;
}

/** An RFC 9457 problem. `detail` says what is wrong and how to fix it. */
export function problem(kind: ProblemKind, detail: string, { members, headers, correlationId }: Extra = {}): Answer {
  const [status, title] = problems[kind];
  return {
    status,
    body: { type: `/problems/${kind}`, title, status, detail, ...members, ...(correlationId && { correlationId }) },
    ...(headers && { headers }),
    ...(correlationId && { correlationId }),
  };
}

/** One field error: where (a JSON pointer, empty for the whole value) and what. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** What is wrong with a value that does not fit its schema: the first fault of each field. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const details = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const pointer = pointerTo(path);
    if (!details.has(pointer)) details.set(pointer, message);
  }
  return [...details].map(([pointer, detail]) => ({ pointer, detail }));
}

/** A JSON pointer (RFC 6901). */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

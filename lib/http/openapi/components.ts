import { type ProblemKind, problems } from '#lib/http/problem';
import { componentName } from './problems.ts';
import { problemRef, schemaComponents } from './schemas.ts';

type Node = Record<string, unknown>;

/** What the operations refer to. `alone` are the kinds of problem that are the only one of their status somewhere, `kinds` all that occur. */
export const components = (
  sessionCookie: string,
  kinds: Iterable<ProblemKind>,
  alone: Iterable<ProblemKind>,
): Node => ({
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', description: 'A token from `POST /api/tokens`.' },
    schedule: { type: 'http', scheme: 'bearer', description: 'The `CRON_SECRET` of the deployment.' },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookie,
      description: 'The session of a browser. It may change things only from the pages of the shop itself.',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Makes the request safe to repeat for 30 days: the same key with the same body gets the first answer again; with another body it is refused.',
      schema: { type: 'string', pattern: '^[\\x20-\\x7e]{1,255}$' },
      example: '7f9c2ba4-e88f-4c1e-a0d5-3b2f6a51c7de',
    },
  },
  headers: {
    CorrelationId: {
      description: 'Identifies the request; `GET messages` lists its messages.',
      schema: { type: 'string', format: 'uuid' },
    },
    IdempotencyReplayed: {
      description: 'Present when the answer is a repetition of the first answer to this key.',
      schema: { type: 'string', const: 'true' },
    },
    Location: { description: 'Where to read what was created.', schema: { type: 'string', format: 'uri-reference' } },
    RetryAfter: {
      description: 'Seconds to wait before another attempt.',
      schema: { type: 'integer', format: 'int32', minimum: 0 },
    },
  },
  responses: Object.fromEntries([...alone].map((kind) => [componentName(kind), problemResponse([kind])])),
  schemas: schemaComponents(kinds),
});

/** Problems that say when to try again. */
const retryable: readonly ProblemKind[] = ['request-in-flight', 'too-many-attempts', 'unavailable'];
/** Outcomes of the business, which a repetition with the same key gets again. */
const outcomes: readonly ProblemKind[] = [
  'insufficient-funds',
  'account-blocked',
  'email-taken',
  'order-rejected',
  'balance-limit',
  'payout-decided',
  'already-reversed',
  'too-late-to-undo',
  'order-moved',
  'over-refund',
  'not-cancellable',
];

/** The response with a status that stands for one or more kinds of problem. */
export function problemResponse(kinds: readonly ProblemKind[]): Node {
  const isAny = (some: readonly ProblemKind[]) => kinds.some((kind) => some.includes(kind));
  return {
    description: kinds.map((kind) => problems[kind][1]).join(', or: '),
    headers: {
      'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' },
      ...(isAny(outcomes) && { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } }),
      ...(isAny(retryable) && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
    },
    content: { 'application/problem+json': { schema: problemRef(kinds) } },
  };
}

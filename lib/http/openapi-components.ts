import { type ProblemKind, problems } from './problem.ts';

type Node = Record<string, unknown>;

/** What the operations of the OpenAPI document refer to. */
export const components = (sessionCookie: string): Node => ({
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', description: 'A token from `POST /api/tokens`.' },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookie,
      description: 'The session of the browser, which may change things from our own pages only.',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Makes the request safe to repeat for 30 days: the same key and body get the first answer again, another body is refused.',
      schema: { type: 'string', pattern: '^[\\x20-\\x7e]{1,255}$' },
      example: '7f9c2ba4-e88f-4c1e-a0d5-3b2f6a51c7de',
    },
  },
  headers: {
    CorrelationId: {
      description: 'Under which `GET messages` tells the messages of the request.',
      schema: { type: 'string', format: 'uuid' },
    },
    IdempotencyReplayed: {
      description: 'The answer was given before, to the first request with this key.',
      schema: { type: 'string', const: 'true' },
    },
    Location: { description: 'Where what was made can be read.', schema: { type: 'string', format: 'uri-reference' } },
    RetryAfter: { description: 'Seconds to wait before another attempt.', schema: { type: 'integer', minimum: 0 } },
  },
  schemas: {
    Problem: {
      type: 'object',
      description: 'RFC 9457 problem details.',
      required: ['type', 'title', 'status', 'detail', 'correlationId'],
      properties: {
        type: { type: 'string', format: 'uri-reference' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string', description: 'What is wrong, and how to mend it.' },
        correlationId: { type: 'string', format: 'uuid' },
        errors: {
          type: 'array',
          description: 'Of invalid fields or parameters: where, as a JSON pointer, and what.',
          items: {
            type: 'object',
            required: ['pointer', 'detail'],
            properties: { pointer: { type: 'string', format: 'json-pointer' }, detail: { type: 'string' } },
          },
        },
        orderId: { type: 'string', format: 'uuid', description: 'Of a refused payment: the order.' },
        reason: { type: 'string', description: 'Of a refusal: why.' },
        productIds: {
          type: 'array',
          items: { type: 'string' },
          description: 'Of a rejected order: the products at fault.',
        },
      },
    },
  },
});

/** Problems that say when to try again. */
const retryable: readonly ProblemKind[] = ['request-in-flight', 'too-many-attempts', 'unavailable'];
/** Outcomes of the business, which a repeat with the same key gets again. */
const outcomes: readonly ProblemKind[] = ['insufficient-funds', 'email-taken', 'order-rejected', 'balance-limit'];

/** The response to a status that stands for one or more kinds of problem. */
export function problemResponse(kinds: ProblemKind[], idempotent = false): Node {
  const replayed = idempotent && kinds.some((kind) => outcomes.includes(kind));
  return {
    description: kinds.map((kind) => problems[kind][1]).join(', or: '),
    headers: {
      'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' },
      ...(replayed && { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } }),
      ...(kinds.some((kind) => retryable.includes(kind)) && {
        'Retry-After': { $ref: '#/components/headers/RetryAfter' },
      }),
    },
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { properties: { type: { enum: kinds.map((kind) => `/problems/${kind}`) } } },
          ],
        },
      },
    },
  };
}

import { z } from 'zod';
import { type ProblemKind, problems } from '#lib/http/problem';
import type { Route } from '#lib/http/route';
import { fulfilment, id, orderRejection, paymentRefusal } from '#lib/messages/shapes';
import { payoutState } from '#lib/office/money-schemas';

export const fieldError = z.object({
  pointer: z
    .string()
    .meta({ format: 'json-pointer', description: 'Where, as a JSON pointer; empty for the whole body or query' }),
  detail: z.string().describe('What is wrong there'),
});

const errors = z.array(fieldError).describe('One for each field or parameter that is wrong');

const found = fulfilment.nullable().describe('How far the order is; null where it is not at the counter');

/** Members of a problem beside the standard ones. */
const members: Partial<Record<ProblemKind, z.ZodRawShape>> = {
  'invalid-fields': { errors },
  'invalid-query': { errors },
  'invalid-csv': {
    errors: z
      .array(
        z.object({
          line: z.int().positive().describe('Counted from 1, with the header'),
          column: z.string().nullable().describe('Null where the whole line is meant'),
          detail: z.string().describe('What to do about it'),
        }),
      )
      .describe('The first hundred faults'),
  },
  'insufficient-funds': {
    reason: paymentRefusal,
    orderId: id.optional().describe('The order whose payment is refused'),
  },
  'account-blocked': {
    reason: paymentRefusal,
    orderId: id.optional().describe('The order whose payment is refused'),
  },
  'payout-decided': { state: payoutState.describe('What became of it') },
  'order-rejected': {
    reason: orderRejection.shape.reason,
    productIds: orderRejection.shape.productIds.describe('The products at fault; none where the shop is closed'),
    opensAt: orderRejection.shape.opensAt.describe('When a closed shop opens next, as far as it is known'),
  },
  'order-moved': { found },
  'not-cancellable': { found },
};

/** The schema of one kind of problem, told apart from the others by `type`. */
export function problemSchema(kind: ProblemKind): z.ZodType {
  const [status, title] = problems[kind];
  return z
    .object({
      type: z.literal(`/problems/${kind}`),
      title: z.string(),
      status: z.literal(status).meta({ type: 'integer' }),
      detail: z.string().describe('What is wrong, and what to do about it'),
      correlationId: id.describe('Identifies the request'),
      ...members[kind],
    })
    .describe(title);
}

/** The name of a kind of problem as a component: `not-found` is `NotFound`. */
export const componentName = (kind: ProblemKind): string =>
  kind.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The kinds of problem that a route may answer, by status: its own, and those that follow from what the router checks for it. */
export function problemsOf(route: Route): [status: string, kinds: ProblemKind[]][] {
  const { method, path, access, body, upload, query, idempotent, problems: own = [] } = route;
  const implied: [boolean | undefined, ...ProblemKind[]][] = [
    [path.includes('{'), 'not-found'],
    [access !== 'public', 'unauthenticated'],
    [access === 'staff', method === 'GET' ? 'not-found' : 'not-allowed'],
    [method !== 'GET', 'foreign-origin'],
    [body !== undefined, 'unsupported-media-type', 'body-too-large', 'malformed-json', 'invalid-fields'],
    [upload !== undefined, 'unsupported-media-type', 'body-too-large'],
    [query !== undefined, 'invalid-query'],
    [idempotent, 'invalid-idempotency-key', 'request-in-flight', 'key-reused'],
    [true, 'internal-error', 'unavailable'],
  ];
  const kinds = new Set([...own, ...implied.flatMap(([applies, ...all]) => (applies ? all : []))]);
  return Object.entries(Object.groupBy(kinds, (kind) => problems[kind][0])).map(([status, some = []]) => [
    status,
    some,
  ]);
}

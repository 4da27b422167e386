import { expect } from 'vitest';
import type { Answer, Customer } from './client.ts';

/** A UUIDv7. */
export const anId = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

/** A time in ISO 8601, in UTC. */
export const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Internals that a problem must never show. */
const internals = /node_modules|\.next|\n\s+at |\b(SELECT|INSERT|UPDATE|DELETE)\b .*\b(FROM|INTO|SET)\b|stack/;

/** Expects exactly this problem: the standard members, the correlation id and `members`, and nothing else. */
export function expectProblem(answer: Answer, status: number, kind: string, members: object = {}): void {
  expect(answer.body).toEqual({
    type: `/problems/${kind}`,
    title: expect.stringMatching(/\w/),
    status,
    detail: expect.stringMatching(/\w/),
    correlationId: anId,
    ...members,
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('x-correlation-id')).toBe(answer.body.correlationId);
  expect(JSON.stringify(answer.body)).not.toMatch(internals);
}

/** Everything that a customer has. Compare it before and after a request that must change nothing. */
export async function holdings(customer: Customer) {
  const lists = ['billing/account', 'billing/entries', 'orders', 'notifications'];
  return Promise.all(lists.map(async (path) => (await customer.get(path)).body));
}

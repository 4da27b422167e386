import type { Identity } from '#lib/accounts/sign-in';
import { isId } from '#lib/ids';
import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';
import type { Call } from './route.ts';

// What handlers of routes have in common.

/** 200 with a body. */
export const ok = (body: object): Answer => ({ status: 200, body });

/** 200 with what was found; throws a 404 problem where there is nothing. */
export function found(body: object | null | false): Answer {
  if (!body) throw new Problem('not-found', 'There is nothing here that you may see.');
  return ok(body);
}

/** The id in a path. A malformed id belongs to nothing, which is a 404. */
export function idOf({ id = '' }: Record<string, string>): string {
  if (!isId(id)) throw new Problem('not-found', 'There is nothing here that you may see.');
  return id;
}

/** Who is signed in. The router lets nobody else through to a route that asks. */
export function currentUser({ principal }: Pick<Call, 'principal'>): Identity {
  if (principal.kind !== 'user') throw new Problem('unauthenticated', 'Sign in, or send a bearer token.');
  return principal;
}

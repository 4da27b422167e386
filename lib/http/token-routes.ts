import { credentialsBody } from '#lib/accounts/schemas';
import { checkPassword } from '#lib/accounts/sign-in';
import { issueToken, revokeToken } from '#lib/accounts/tokens';
import { tooManyAttempts } from './answers.ts';
import * as results from './openapi/results.ts';
import { Problem, problem } from './problem.ts';
import { route } from './route.ts';

/** The routes by which a client gets a token, and gives it up. */
export const tokenRoutes = [
  route({
    method: 'POST',
    path: '/tokens',
    access: 'public',
    name: 'createToken',
    body: credentialsBody,
    answers: { 201: results.token },
    problems: ['wrong-credentials', 'too-many-attempts'],
    async handle({ body }) {
      const check = await checkPassword(body.email, body.password);
      if (check.kind === 'too-many-attempts') return tooManyAttempts(check);
      const issued = check.kind === 'wrong' ? null : await issueToken(check.userId);
      if (check.kind === 'wrong' || !issued)
        return problem('wrong-credentials', 'The e-mail address or the password is wrong.');
      return { status: 201, body: { ...issued, userId: check.userId } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/tokens/current',
    access: 'user',
    name: 'revokeToken',
    bearerOnly: true,
    answers: { 204: null },
    async handle({ token }) {
      if (!token) throw new Problem('unauthenticated', 'There is no bearer token to revoke: the session has none.');
      await revokeToken(token);
      return { status: 204, body: null };
    },
  }),
];

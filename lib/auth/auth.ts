import NextAuth, { CredentialsSignin } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { credentialsBody } from '#lib/accounts/schemas';
import { openSession, revokeSession } from '#lib/accounts/sessions';
import { checkPassword } from '#lib/accounts/sign-in';
import { env } from '#lib/env';
import { log } from '#lib/log';
import { Overload } from '#lib/overload';
import { sessionCookie } from './session-cookie.ts';

declare module 'next-auth' {
  interface User {
    sessionId?: string;
  }
}

/** Why nobody was signed in where that is not a wrong password: `code` tells it apart. */
class NotNow extends CredentialsSignin {
  constructor(code: 'too-many-attempts' | 'unavailable') {
    super();
    this.code = code;
  }
}

const credentials = Credentials({
  credentials: { email: {}, password: {} },
  async authorize(sent, request) {
    const parsed = credentialsBody.safeParse(sent);
    if (!parsed.success) return null;
    const check = await checkPassword(parsed.data.email, parsed.data.password).catch((error: unknown) => {
      throw error instanceof Overload ? new NotNow('unavailable') : error;
    });
    if (check.kind === 'too-many-attempts') throw new NotNow(check.kind);
    if (check.kind === 'wrong') return null;
    const sessionId = await openSession(check.userId, request.headers.get('user-agent'));
    return sessionId === null ? null : { id: check.userId, sessionId };
  },
});

/**
 * Signing in and out. The cookie carries nothing but the id of a session row, encrypted; each use checks that the
 * row is still valid (see session.ts), so that a device can be signed out at once. The settings are read at the first request: the build has none.
 */
export const { handlers, signIn, signOut } = NextAuth(() => {
  const { name, secure } = sessionCookie();
  return {
    secret: env().AUTH_SECRET,
    trustHost: true,
    useSecureCookies: secure,
    session: { strategy: 'jwt' },
    pages: { signIn: '/sign-in' },
    cookies: { sessionToken: { name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } } },
    providers: [credentials],
    logger: {
      error(error) {
        // Somebody mistyped: an answer, not a fault.
        if (error instanceof CredentialsSignin) return;
        // Auth.js wraps the error in an object; other members of it may hold values of a row.
        const { err } = (error.cause ?? {}) as { err?: unknown };
        log.error({ err: err ?? error }, 'signing in or out failed');
      },
    },
    callbacks: {
      jwt: ({ token, user }) => (user?.sessionId ? { sessionId: user.sessionId } : token),
    },
    events: {
      async signOut(message) {
        if ('token' in message && typeof message.token?.sessionId === 'string')
          await revokeSession(message.token.sessionId);
      },
    },
  };
});

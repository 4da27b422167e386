import { getToken } from 'next-auth/jwt';
import { findSession } from '#lib/accounts/sessions';
import type { Identity } from '#lib/accounts/sign-in';
import { env } from '#lib/env';

/**
 * The session cookie. Over https its name starts with `__Host-`: a browser then accepts it only with Secure, for this host alone
 * and for every path, so that no neighbouring subdomain can set one. Over plain http browsers refuse such a name.
 */
export function sessionCookie(): { name: string; secure: boolean } {
  const secure = env().PUBLIC_URL.startsWith('https:');
  return { name: secure ? '__Host-saldo.session' : 'saldo.session', secure };
}

/** Who the session cookie of a request stands for; null without one, and from the moment its row is revoked or expired. */
export async function sessionIdentity(request: {
  headers: Headers;
}): Promise<(Identity & { sessionId: string }) | null> {
  const { name, secure } = sessionCookie();
  const cookie = request.headers.get('cookie');
  if (!cookie?.includes(name)) return null;
  const token = await getToken({
    // Only the cookie is passed: getToken would also accept a bearer token, which is checked elsewhere.
    req: { headers: new Headers({ cookie }) },
    secret: env().AUTH_SECRET,
    cookieName: name,
    secureCookie: secure,
  });
  const sessionId = token?.sessionId;
  if (typeof sessionId !== 'string') return null;
  const identity = await findSession(sessionId);
  return identity && { ...identity, sessionId };
}

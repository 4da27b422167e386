import { type Customer, password } from './client.ts';

/** Signs in as a browser does, and returns the cookie of its session. */
export async function sessionCookie(baseUrl: string, { email }: Customer): Promise<string> {
  const cookies = (response: Response) => response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const start = await fetch(`${baseUrl}/api/auth/csrf`);
  const { csrfToken } = (await start.json()) as { csrfToken: string };
  const signedIn = await fetch(`${baseUrl}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies(start).join('; ') },
    body: new URLSearchParams({ csrfToken, email, password }),
  });
  const session = cookies(signedIn).find((cookie) => cookie.startsWith('saldo.session='));
  if (!session) throw new Error(`signing in answered ${signedIn.status} without a session`);
  return session;
}

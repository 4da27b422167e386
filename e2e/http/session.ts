import { type Customer, password } from './client.ts';

/** Signs in as a browser does, and returns the cookie of its session. */
export async function sessionCookie(baseUrl: string, { email }: Pick<Customer, 'email'>): Promise<string> {
  const signedIn = await submit(baseUrl, 'callback/credentials', '', { email, password });
  const session = cookiesOf(signedIn).find((cookie) => cookie.startsWith('saldo.session='));
  if (!session) throw new Error(`signing in answered ${signedIn.status} without a session`);
  return session;
}

/** Signs the browser that holds this cookie out. */
export async function signOut(baseUrl: string, session: string): Promise<void> {
  const { status, headers } = await submit(baseUrl, 'signout', session, {});
  if (status !== 302) throw new Error(`signing out answered ${status} to ${headers.get('location')}`);
}

/** Sends a form of Auth.js with the token that it asks for. */
async function submit(baseUrl: string, path: string, cookie: string, fields: object): Promise<Response> {
  const start = await fetch(`${baseUrl}/api/auth/csrf`, { headers: { cookie } });
  const { csrfToken } = (await start.json()) as { csrfToken: string };
  return fetch(`${baseUrl}/api/auth/${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: [cookie, ...cookiesOf(start)].join('; ') },
    body: new URLSearchParams({ csrfToken, ...fields }),
  });
}

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');

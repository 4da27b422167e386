import { sessionCookie } from '#lib/auth/session-cookie';
import { env } from '#lib/env';
import { methodNotAllowed } from '#lib/http/method-not-allowed';
import { openApi } from '#lib/http/openapi/document';
import { routes } from '#lib/http/routes';
import packageJson from '../../../package.json' with { type: 'json' };

export const dynamic = 'force-dynamic'; // the address and the cookie's name are settings

/** The description of the HTTP API, written from the same route table that serves it. */
export function GET(): Response {
  return Response.json(
    openApi(routes, { version: packageJson.version, serverUrl: env().PUBLIC_URL, sessionCookie: sessionCookie().name }),
  );
}

const refuse = methodNotAllowed('GET, HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };

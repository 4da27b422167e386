import { may, type Role } from '#lib/accounts/roles';
import { activity, withActivity } from '#lib/activity';
import { InvalidCursor } from '#lib/db/cursor';
import { isOutage } from '#lib/db/outage';
import { env } from '#lib/env';
import { fingerprintOf } from '#lib/gateway/fingerprint';
import { newId } from '#lib/ids';
import { log } from '#lib/log';
import type { Style } from '#lib/messages/define';
import { Overload } from '#lib/overload';
import { inSpan } from '#lib/tracing';
import type { Answer } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { readBody, readUpload } from './body.ts';
import { fieldErrors, Problem, problem } from './problem.ts';
import { respond } from './respond.ts';
import type { Call, Principal, Route } from './route.ts';

/** Answers one HTTP request of the API: finds its route; checks caller, body, query and idempotency key, in that order; calls the handler. */
export function dispatch(routes: Route[], request: Request): Promise<Response> {
  const correlationId = newId();
  return withActivity({ ...activity(), correlationId }, async () => {
    let answer: Answer;
    try {
      answer = await handle(routes, request, correlationId);
    } catch (error) {
      answer = answerOf(error, request);
    }
    return respond(request, { ...answer, correlationId: answer.correlationId ?? correlationId });
  });
}

async function handle(routes: Route[], request: Request, correlationId: string): Promise<Answer> {
  const url = new URL(request.url);
  const path = url.pathname.replace(/\/+$/, '');
  const { route, params, style } = match(routes, request.method, path);
  const pattern = patternOf(route, style);
  const { http } = activity() ?? {};
  if (http) http.route = pattern;
  const { principal, token } = await authenticate(request);
  admit(route, principal);
  const body = route.upload ? await readUpload(request, route.upload) : await readBody(request, route.body);
  const query = readQuery(route, url.searchParams);
  const idempotencyKey = route.idempotent ? readKey(request) : null;
  const call: Call = {
    style: style ?? env().INTERACTION_STYLE,
    principal,
    params,
    token,
    acceptLanguage: request.headers.get('accept-language') ?? '',
    query,
    idempotencyKey,
    correlationId,
    body: body.parsed,
    fingerprint: fingerprintOf(request.method, path, body.sent),
  };
  const attributes = { 'http.route': pattern, 'saldo.correlationid': correlationId };
  return inSpan(`${route.method} ${pattern}`, { attributes }, () => route.handle(call));
}

const patternOf = ({ path }: Route, style: Style | null): string => `/api${style ? `/${style}` : ''}${path}`;

interface Match {
  route: Route;
  params: Record<string, string>;
  style: Style | null;
}

function match(routes: Route[], method: string, path: string): Match {
  const matches = routes.flatMap((route) => matchPath(route, path));
  if (matches.length === 0)
    throw new Problem('not-found', `There is no ${path}. The API is described at /api/openapi.json.`);
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = matches.find(({ route }) => route.method === wanted);
  if (found) return found;
  const allowed = matches.map(({ route }) => (route.method === 'GET' ? 'GET, HEAD' : route.method)).join(', ');
  throw new Problem('method-not-allowed', `${path} takes ${allowed}.`, { headers: { Allow: allowed } });
}

function matchPath(route: Route, path: string): Match[] {
  for (const style of route.styles ?? [null]) {
    const pattern = patternOf(route, style).split('/');
    const parts = path.split('/');
    if (pattern.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = pattern.every((part, index) => {
      if (!part.startsWith('{')) return part === parts[index];
      params[part.slice(1, -1)] = parts[index] ?? '';
      return true;
    });
    if (fits) return [{ route, params, style }];
  }
  return [];
}

function admit(route: Route, principal: Principal): void {
  if (route.access === 'public') return;
  if (route.access === 'schedule') {
    admitSchedule(principal);
    return;
  }
  if (route.access === 'staff' && principal.kind === 'user') {
    admitStaff(route, principal.role);
    return;
  }
  if (principal.kind === 'user' || (principal.kind === 'service' && route.access === 'service')) return;
  throw new Problem(
    'unauthenticated',
    'Sign in, or send `Authorization: Bearer <token>` with a token from POST /api/tokens.',
    {
      headers: { 'WWW-Authenticate': 'Bearer' },
    },
  );
}

/** Who may not see a thing is told that it is not there; who may not do something is told so. */
function admitStaff({ method, capability }: Route, role: Role): void {
  if (capability && may(role, capability)) return;
  if (method === 'GET') throw new Problem('not-found', 'There is nothing here that you may see.');
  throw new Problem('not-allowed', `Your role, ${role}, may not do this. Ask an owner of the shop.`);
}

function admitSchedule(principal: Principal): void {
  if (!env().CRON_SECRET)
    throw new Problem('not-found', 'This deployment takes no schedule: set CRON_SECRET to let one in.');
  if (principal.kind !== 'schedule')
    throw new Problem('unauthenticated', 'Send `Authorization: Bearer <CRON_SECRET>`.', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
}

function readQuery(route: Route, searchParams: URLSearchParams): unknown {
  if (!route.query) return undefined;
  const parsed = route.query.safeParse(Object.fromEntries(searchParams));
  if (parsed.success) return parsed.data;
  throw new Problem('invalid-query', 'The query has invalid parameters; `errors` says what is wrong with each.', {
    members: { errors: fieldErrors(parsed.error) },
  });
}

function readKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new Problem('invalid-idempotency-key', 'An Idempotency-Key is 1 to 255 printable ASCII characters.');
}

function answerOf(error: unknown, { signal }: Request): Answer {
  if (error instanceof Problem) return error.answer;
  if (error instanceof InvalidCursor)
    return problem('invalid-query', 'The cursor is not from this list. Leave it out to start from the newest.', {
      members: { errors: [{ pointer: '/cursor', detail: error.message }] },
    });
  if (isOutage(error)) {
    log.error({ err: error }, 'database out of reach');
    return problem(
      'unavailable',
      'The database is out of reach. Repeat the request, with the same Idempotency-Key where it has one.',
      {
        headers: { 'Retry-After': '5' },
      },
    );
  }
  if (error instanceof Overload)
    return problem('unavailable', 'The shop has too much to do at once. Repeat the request.', {
      headers: { 'Retry-After': '5' },
    });
  // The client left before its body was whole: nobody failed, and nobody reads the answer.
  if (error !== signal.reason) log.error({ err: error }, 'request failed');
  return problem(
    'internal-error',
    'Something failed on our side. Repeat the request, with the same Idempotency-Key where it has one.',
  );
}

import { findToken } from '#lib/accounts/tokens';
import { sessionIdentity } from '#lib/auth/session-cookie';
import { callerOf } from '#lib/broker/call-back';
import { env } from '#lib/env';
import { isSameSecret } from '#lib/same-secret';
import { Problem } from './problem.ts';
import type { Principal } from './route.ts';

const anonymous = { principal: { kind: 'anonymous' }, token: null } as const;

/**
 * Who sends a request: a bearer token's user, a service that calls back, a schedule, or the user of the browser session. A token that is shown counts alone,
 * and a session cookie is accepted for changes from our own origin only: browsers send it along from anywhere.
 */
export async function authenticate(request: Request): Promise<{ principal: Principal; token: string | null }> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
    if (!token) return anonymous;
    if (isCronSecret(token)) return { principal: { kind: 'schedule' }, token };
    const service = callerOf(token);
    if (service) return { principal: { kind: 'service', service }, token };
    const identity = await findToken(token);
    return identity ? { principal: { kind: 'user', ...identity }, token } : anonymous;
  }
  const identity = await sessionIdentity(request);
  if (!identity) return anonymous;
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isOwnOrigin(request))
    throw new Problem(
      'foreign-origin',
      'A browser session may change things from our own pages only. API clients send a token.',
    );
  return { principal: { kind: 'user', ...identity }, token: null };
}

function isCronSecret(token: string): boolean {
  const { CRON_SECRET } = env();
  return CRON_SECRET !== undefined && isSameSecret(token, CRON_SECRET);
}

function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && (origin === env().PUBLIC_URL || origin === `http://${request.headers.get('host')}`);
}

import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { env } from '#lib/env';
import { problem } from '#lib/http/problem';
import { respond } from '#lib/http/respond';

/**
 * Gives every page its security headers (but `nosniff`, which lib/http/node-server.ts gives everything). Next reads the nonce out of the request's
 * copy of the policy and puts it on its own scripts. Only this: who may see what is decided where the data is read.
 */
export function proxy(request: NextRequest): Response {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith('/api/')) return isWellFormed(pathname) ? NextResponse.next() : notFound(request, pathname);
  if (isTooLarge(request)) return new Response(null, { status: 413, headers: { 'Cache-Control': 'no-store' } });
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const requestHeaders = new Headers(request.headers);
  requestHeaders.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers: requestHeaders } });
  response.headers.set('Content-Security-Policy', policy);
  response.headers.set('Referrer-Policy', 'same-origin');
  response.headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  response.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  if (env().PUBLIC_URL.startsWith('https:')) response.headers.set('Strict-Transport-Security', 'max-age=63072000');
  return response;
}

/** Forms are small, but those of a photo and of an import. Next knows one limit for all server actions, which is that of the largest. */
const FORM_BYTES_MAX = 1024 * 1024;
const UPLOADING = /^\/office\/(catalogue|customers\/import)(\/|$)/;

const isTooLarge = ({ headers, nextUrl }: NextRequest): boolean =>
  Number(headers.get('content-length')) > FORM_BYTES_MAX && !UPLOADING.test(nextUrl.pathname);

/** Next would answer such a path with a plain 500 before any route is asked. */
function isWellFormed(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

const notFound = (request: NextRequest, pathname: string): Response =>
  respond(request, problem('not-found', `There is no ${pathname}. The API is described at /api/openapi.json.`));

function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development';
  return [
    "default-src 'none'",
    // React explains errors with eval while developing.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // The e-mails of the outbox carry their style in attributes, and a frame inherits this policy.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  // Pages: the API sets its own headers, and files need none. Of the API only paths with an escape, which no path of ours has.
  matcher: [
    '/((?!api/|_next/static/|_next/image|favicon.ico|icon.svg|icons/|images/|opengraph-image|manifest.webmanifest|robots.txt|sitemap.xml).*)',
    '/api/(.*%.*)',
  ],
};

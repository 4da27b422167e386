import { sessionIdentity } from '#lib/auth/session-cookie';
import { env } from '#lib/env';
import { liveStream, visitorStream } from '#lib/http/event-stream';
import { methodNotAllowed } from '#lib/http/method-not-allowed';
import { problem } from '#lib/http/problem';
import { respond } from '#lib/http/respond';

/**
 * The event stream of the current session; with `?of=catalogue` that of visitors, who are told of the catalogue alone. Where nothing runs but
 * requests there is none: the page then asks every few seconds, as it does wherever no stream gets through.
 */
export async function GET(request: Request): Promise<Response> {
  const isVisitor = new URL(request.url).searchParams.get('of') === 'catalogue';
  const session = isVisitor ? null : await sessionIdentity(request);
  if (!isVisitor && !session) return respond(request, problem('unauthenticated', 'Sign in to hear of changes.'));
  if (env().WORKER === 'on-request')
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
  const isSignedIn = async () => (await sessionIdentity(request)) !== null;
  const open = () => (session ? liveStream(session, isSignedIn) : visitorStream());
  // Next answers HEAD by this too, leaves the body unread, and would never end the stream.
  return new Response(request.method === 'HEAD' ? null : open(), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // Without this header nginx buffers events.
      'X-Accel-Buffering': 'no',
    },
  });
}

const refuse = methodNotAllowed('GET, HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };

import { sessionIdentity } from '#lib/auth/session-cookie';
import { env } from '#lib/env';
import { liveStream } from '#lib/http/event-stream';
import { methodNotAllowed } from '#lib/http/method-not-allowed';
import { problem } from '#lib/http/problem';
import { respond } from '#lib/http/respond';

/**
 * The event stream of the current session. Where nothing runs but requests there is none: the page then asks every few seconds, as it does
 * wherever no stream gets through.
 */
export async function GET(request: Request): Promise<Response> {
  const session = await sessionIdentity(request);
  if (!session) return respond(request, problem('unauthenticated', 'Sign in to hear of changes.'));
  if (env().WORKER === 'on-request')
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
  const isSignedIn = async () => (await sessionIdentity(request)) !== null;
  return new Response(liveStream(session.userId, isSignedIn), {
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

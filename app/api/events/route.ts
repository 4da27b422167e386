import { sessionIdentity } from '#lib/auth/session-cookie';
import { liveStream } from '#lib/http/event-stream';
import { problem } from '#lib/http/problem';
import { respond } from '#lib/http/respond';

/** The live stream of the browser session that asks. */
export async function GET(request: Request): Promise<Response> {
  const session = await sessionIdentity(request);
  if (!session) return respond(request, problem('unauthenticated', 'Sign in to hear of changes.'));
  const isSignedIn = async () => (await sessionIdentity(request)) !== null;
  return new Response(liveStream(session.userId, isSignedIn), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // nginx would collect events before it passes them on.
      'X-Accel-Buffering': 'no',
    },
  });
}

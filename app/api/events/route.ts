import { sessionIdentity } from '#lib/auth/session-cookie';
import { watchUser } from '#lib/gateway/live';
import { problem } from '#lib/gateway/problem';

/** Also how soon a revoked session loses its stream. */
const HEARTBEAT_MS = 20_000;

/**
 * Server-sent events of the own session: `changed` says that something did; what it is, the page fetches again. `connected` and `beat` say
 * that the stream is there.
 */
export async function GET(request: Request): Promise<Response> {
  const session = await sessionIdentity(request);
  if (!session) {
    const { status, body } = problem('unauthenticated', 'Sign in to hear of changes.');
    return Response.json(body, { status, headers: { 'Content-Type': 'application/problem+json' } });
  }
  const encoder = new TextEncoder();
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(`${text}\n\n`));
      const stopWatching = watchUser(session.userId, () => send('event: changed\ndata:'));
      const heartbeat = setInterval(async () => {
        // A session that cannot be checked may be revoked: the browser connects again and is told.
        const isOpen = await sessionIdentity(request).catch(() => null);
        if (request.signal.aborted) return;
        if (isOpen) return send('event: beat\ndata:');
        stop();
        controller.close();
      }, HEARTBEAT_MS);
      stop = () => {
        stopWatching();
        clearInterval(heartbeat);
      };
      // The browser connects again after a second; a stream that some proxy holds back never says that it is connected.
      send('retry: 1000\nevent: connected\ndata:');
    },
    cancel: () => stop(),
  });
  request.signal.addEventListener('abort', () => stop());
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // nginx would collect events before it passes them on.
      'X-Accel-Buffering': 'no',
    },
  });
}

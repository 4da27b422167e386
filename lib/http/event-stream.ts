import { onSignal } from '#lib/db/signals';
import { processWide } from '#lib/process-wide';

/** Also how soon a revoked session loses its stream, and how late a page learns of a change whose signal was lost. */
const HEARTBEAT_MS = 20_000;
/** Of one user in one process: more than anybody has devices, and few enough that nobody can pile them up. */
const STREAMS_MAX = 10;

const CONNECTED = 'retry: 1000\nevent: connected\ndata:';
const CHANGED = 'event: changed\ndata:';
/** The browser opens a lost stream anew; soon after it was displaced it would only displace the next. */
const DISPLACED = 'retry: 60000';

interface Stream {
  tellOfChange(): void;
  displace(): void;
}

/** The open streams of each user, oldest first. One subscription per process feeds them all: a thousand cost no more. */
function openStreams(): Map<string, Set<Stream>> {
  return processWide('live-streams', () => {
    const byUser = new Map<string, Set<Stream>>();
    onSignal('user', (userIds) => {
      for (const userId of new Set(userIds ?? byUser.keys()))
        for (const stream of byUser.get(userId) ?? []) stream.tellOfChange();
    });
    return byUser;
  });
}

/** Counts a stream among its user's, in place of the oldest where there are too many. Returns the way to take it out. */
function admit(userId: string, stream: Stream): () => void {
  const byUser = openStreams();
  const streams = byUser.get(userId) ?? new Set();
  byUser.set(userId, streams.add(stream));
  const [oldest] = streams;
  if (oldest && streams.size > STREAMS_MAX) oldest.displace();
  return () => {
    if (streams.delete(stream) && streams.size === 0) byUser.delete(userId);
  };
}

/**
 * Server-sent events of a user, to be answered as `text/event-stream`. `changed` says that an order, the balance or a
 * notification changed, or may have, and not what: the page fetches it again. It is also sent with every heartbeat, so that
 * no change is missed for good. The stream ends when `isSignedIn` no longer holds, or cannot be told: the browser connects
 * again and is told.
 */
export function liveStream(userId: string, isSignedIn: () => Promise<boolean>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let isOpen = true;
      const send = (text: string) => controller.enqueue(encoder.encode(`${text}\n\n`));
      const end = () => {
        leave();
        controller.close();
      };
      // Whoever has not read the last event yet fetches everything after reading it: another one would say nothing new.
      const tellOfChange = () => {
        if ((controller.desiredSize ?? 0) > 0) send(CHANGED);
      };
      const heartbeat = setInterval(async () => {
        const isStillSignedIn = await isSignedIn().catch(() => false);
        if (!isOpen) return;
        if (isStillSignedIn) tellOfChange();
        else end();
      }, HEARTBEAT_MS);
      const forget = admit(userId, {
        tellOfChange,
        displace() {
          send(DISPLACED);
          end();
        },
      });
      leave = () => {
        isOpen = false;
        clearInterval(heartbeat);
        forget();
      };
      send(CONNECTED);
    },
    cancel: () => leave(),
  });
}

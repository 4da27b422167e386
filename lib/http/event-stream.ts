import { may } from '#lib/accounts/roles';
import type { Identity } from '#lib/accounts/sign-in';
import { onSignal } from '#lib/db/signals';
import { processWide } from '#lib/process-wide';
import { forgetIdentity } from '#lib/shop/identity';

/** Even if a signal was lost, a revoked session loses its stream within this time, and a page learns of a change. */
const HEARTBEAT_MS = 20_000;
/** The most streams of one user in one process: more than anybody has devices. */
const STREAMS_MAX = 10;
/** The most streams of visitors who are not signed in, in one process. */
const VISITORS_MAX = 1_000;
/** Under which the streams of visitors are kept; no user has this id. */
const VISITORS = 'visitors';
/** Within this time all pages are told of a change that concerns everybody. */
const SPREAD_MAX_MS = 400;

const CONNECTED = 'retry: 1000\nevent: connected\ndata:';
const CHANGED = 'event: changed\ndata:';
/** A browser reconnects at once when it loses its stream; a displaced one waits, or it would displace the next. */
const DISPLACED = 'retry: 60000';

interface Stream {
  /** Its user works in the office, and sees the counter. */
  hearsCounter: boolean;
  sendChanged(): void;
  endIfSignedOut(): Promise<void>;
  displace(): void;
  end(): void;
}

/** The open streams of each user and of the visitors, oldest first. One subscription per process serves them all. */
function openStreams(): Map<string, Set<Stream>> {
  return processWide('live-streams', () => {
    const byUser = new Map<string, Set<Stream>>();
    onSignal('user', (userIds) => {
      for (const userId of new Set(userIds ?? byUser.keys()))
        for (const stream of byUser.get(userId) ?? []) stream.sendChanged();
    });
    onSignal('catalogue', () => {
      forgetIdentity(); // it may be what changed
      sendSpread([...byUser.values()].flatMap((streams) => [...streams]));
    });
    onSignal('counter', () =>
      sendSpread([...byUser.values()].flatMap((streams) => [...streams].filter(({ hearsCounter }) => hearsCounter))),
    );
    onSignal('session', (userIds) => {
      for (const userId of new Set(userIds ?? byUser.keys()))
        for (const stream of byUser.get(userId) ?? []) void stream.endIfSignedOut();
    });
    return byUser;
  });
}

/** Tells all streams of this process the same, not all at once: each of their pages is then rendered again. */
function sendSpread(streams: Stream[]): void {
  const spreadMs = Math.min(SPREAD_MAX_MS, streams.length);
  for (const [index, stream] of streams.entries())
    setTimeout(() => stream.sendChanged(), (spreadMs * index) / streams.length).unref();
}

/** Ends the open streams of this process, because it ends itself. Their browsers reconnect, to another process or to the next. */
export function endStreams(): void {
  for (const streams of openStreams().values()) for (const stream of streams) stream.end();
}

/** Adds a stream of a user, and ends the oldest if there are too many. Returns a function that removes it. */
function admit(userId: string, stream: Stream): () => void {
  const byUser = openStreams();
  const streams = byUser.get(userId) ?? new Set();
  byUser.set(userId, streams.add(stream));
  const [oldest] = streams;
  if (oldest && streams.size > (userId === VISITORS ? VISITORS_MAX : STREAMS_MAX)) oldest.displace();
  return () => {
    if (streams.delete(stream) && streams.size === 0) byUser.delete(userId);
  };
}

/** The events of the catalogue alone, for whoever is not signed in. */
export const visitorStream = (): ReadableStream<Uint8Array> =>
  liveStream({ userId: VISITORS, role: 'customer' }, () => Promise.resolve(true));

/**
 * Server-sent events of a user, for a response of type `text/event-stream`. `changed` says that something changed or may have changed, but not what:
 * an order, the balance, a notification, the catalogue or, for people of the office, the counter. The page fetches everything again. Each heartbeat
 * sends it too, so that no change is missed for good. The stream ends when `isSignedIn` resolves to false or fails; the browser then reconnects and
 * is refused.
 */
export function liveStream({ userId, role }: Identity, isSignedIn: () => Promise<boolean>): ReadableStream<Uint8Array> {
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
      // A client that has not read the last event yet will fetch everything when it does: another event would add nothing.
      const sendChanged = () => {
        if ((controller.desiredSize ?? 0) > 0) send(CHANGED);
      };
      const endIfSignedOut = async () => {
        const isStillSignedIn = await isSignedIn().catch(() => false);
        if (isOpen && !isStillSignedIn) end();
      };
      const heartbeat = setInterval(async () => {
        await endIfSignedOut();
        if (isOpen) sendChanged();
      }, HEARTBEAT_MS);
      const forget = admit(userId, {
        hearsCounter: may(role, 'orders.read'),
        sendChanged,
        endIfSignedOut,
        displace() {
          send(DISPLACED);
          end();
        },
        end,
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

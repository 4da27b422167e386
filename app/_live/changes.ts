/** How often the page is refreshed while there is no event stream. */
const POLL_MS = 5_000;
/** The stream sends a heartbeat every twenty seconds; after this silence it is considered dead. */
const SILENCE_MS = 45_000;

/**
 * Calls `onChange` when the user's data, or for a visitor (null) the catalogue, changed or may have changed: on every change the server announces,
 * whenever the stream (re)connects, and every few seconds while there is no stream. All tabs of a browser share one stream, because HTTP/1.1 allows
 * only six connections per host: the tab that holds the lock reads it and forwards changes to the others; when it closes, the next takes over.
 */
export function onChanges(userId: string | null, onChange: () => void, closing: AbortSignal): void {
  const name = `saldo.changes.${userId}`;
  const address = userId === null ? '/api/events?of=catalogue' : '/api/events';
  const otherTabs = new BroadcastChannel(name);
  otherTabs.onmessage = onChange;
  closing.addEventListener('abort', () => otherTabs.close());
  const lead = () =>
    readStream(address, closing, () => {
      onChange();
      otherTabs.postMessage(null);
    });
  // The Web Locks API is missing on plain http: each tab then reads its own stream.
  if (!navigator.locks) return void lead();
  void navigator.locks
    .request(name, { ifAvailable: true }, async (lock) => {
      if (lock) return lead();
      onChange(); // something may have changed between rendering and listening
      return undefined;
    })
    .then(() => navigator.locks.request(name, { signal: closing }, lead))
    .catch((error: unknown) => {
      if (!closing.aborted) throw error;
    });
}

/**
 * Reads the stream until the tab is closed. Calls `onChange` on every change and connection, and every few seconds
 * while the stream is down.
 */
function readStream(address: string, closing: AbortSignal, onChange: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (closing.aborted) return resolve();
    let stream: EventSource;
    let heardAt: number | null = null;
    const markAlive = () => {
      heardAt = Date.now();
    };
    const connect = () => {
      stream = new EventSource(address);
      for (const event of ['connected', 'changed']) {
        stream.addEventListener(event, () => {
          markAlive();
          onChange();
        });
      }
      stream.addEventListener('error', () => {
        heardAt = null;
        // The browser retries a lost connection but not an error response; that may mean signed out, which a refresh
        // will show.
        if (stream.readyState === EventSource.CLOSED) onChange();
      });
    };
    const checkStream = () => {
      if (heardAt !== null && Date.now() - heardAt < SILENCE_MS) return;
      // A silent stream may never end by itself, and the browser does not reopen a refused one.
      if (heardAt !== null || stream.readyState === EventSource.CLOSED) reconnect();
      onChange();
    };
    const reconnect = () => {
      heardAt = null;
      stream.close();
      connect();
    };
    connect();
    const timer = setInterval(checkStream, POLL_MS);
    addEventListener('online', reconnect, { signal: closing });
    closing.addEventListener('abort', () => {
      clearInterval(timer);
      stream.close();
      resolve();
    });
  });
}

/** How often the page is made again while no stream tells of changes. */
const POLL_MS = 5_000;
/** The stream says something every twenty seconds, if only that it is there. */
const SILENCE_MS = 45_000;

/**
 * Calls `onChange` when something of the user changed, or may have: on each change the server tells, whenever the stream is
 * (re)connected, and every few seconds where there is none. The tabs of a browser share one stream, because HTTP/1.1 allows six connections
 * to a host: whichever tab holds the lock reads it and tells the others; when that tab closes, the next takes over.
 */
export function onChanges(userId: string, onChange: () => void, leaving: AbortSignal): void {
  const name = `saldo.changes.${userId}`;
  const otherTabs = new BroadcastChannel(name);
  otherTabs.onmessage = onChange;
  leaving.addEventListener('abort', () => otherTabs.close());
  const lead = () =>
    readStream(leaving, () => {
      onChange();
      otherTabs.postMessage(null);
    });
  // Plain http in a local network has no locks; each tab then reads a stream of its own.
  if (!navigator.locks) return void lead();
  void navigator.locks
    .request(name, { ifAvailable: true }, async (lock) => {
      if (lock) return lead();
      onChange(); // what changed between the page being made and this tab listening
      return undefined;
    })
    .then(() => navigator.locks.request(name, { signal: leaving }, lead))
    .catch((error: unknown) => {
      if (!leaving.aborted) throw error;
    });
}

/**
 * Reads the stream until the tab leaves, and tells of each change and each connection; while the stream is not there, every few seconds
 * that something may have changed.
 */
function readStream(leaving: AbortSignal, onChange: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (leaving.aborted) return resolve();
    let stream: EventSource;
    let heardAt: number | null = null;
    const hear = () => {
      heardAt = Date.now();
    };
    const connect = () => {
      stream = new EventSource('/api/events');
      for (const event of ['connected', 'changed']) {
        stream.addEventListener(event, () => {
          hear();
          onChange();
        });
      }
      stream.addEventListener('error', () => {
        heardAt = null;
        // A lost connection is retried by the browser; an error answer is not: we may be signed out, which the page will show.
        if (stream.readyState === EventSource.CLOSED) onChange();
      });
    };
    const lookAfterStream = () => {
      if (heardAt !== null && Date.now() - heardAt < SILENCE_MS) return;
      // A stream that fell silent may never end by itself, and one that was refused is not asked for again.
      if (heardAt !== null || stream.readyState === EventSource.CLOSED) connectAgain();
      onChange();
    };
    const connectAgain = () => {
      heardAt = null;
      stream.close();
      connect();
    };
    connect();
    const timer = setInterval(lookAfterStream, POLL_MS);
    addEventListener('online', connectAgain, { signal: leaving });
    leaving.addEventListener('abort', () => {
      clearInterval(timer);
      stream.close();
      resolve();
    });
  });
}

const RETRY_MS = 5_000;

/**
 * Calls `onChange` when something of the user changed, or may have: on each change the server tells, and whenever the stream is
 * (re)connected. The tabs of a browser share one stream, because HTTP/1.1 allows six connections to a host: whichever tab holds the
 * lock reads it and tells the others; when that tab closes, the next takes over.
 */
export function onChanges(userId: string, onChange: () => void, leaving: AbortSignal): void {
  const name = `saldo.changes.${userId}`;
  const otherTabs = new BroadcastChannel(name);
  otherTabs.onmessage = onChange;
  leaving.addEventListener('abort', () => otherTabs.close());
  const lead = () =>
    readStream(leaving, () => {
      onChange();
      otherTabs.postMessage('changed');
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

/** Reads the stream until the tab leaves, and tells of each change and each connection. */
function readStream(leaving: AbortSignal, onChange: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (leaving.aborted) return resolve();
    let retry: ReturnType<typeof setTimeout> | undefined;
    let stream: EventSource;
    const connect = () => {
      stream = new EventSource('/api/events');
      stream.addEventListener('open', onChange);
      stream.addEventListener('changed', onChange);
      stream.addEventListener('error', () => {
        // A lost connection is retried by the browser; an error answer is not. The fetch shows whether we are still signed in.
        if (stream.readyState !== EventSource.CLOSED) return;
        onChange();
        retry = setTimeout(connect, RETRY_MS);
      });
    };
    connect();
    leaving.addEventListener('abort', () => {
      clearTimeout(retry);
      stream.close();
      resolve();
    });
  });
}

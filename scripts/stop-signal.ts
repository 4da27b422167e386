/** One Ctrl-C arrives twice under npm, from the terminal and from npm itself. */
const SAME_KEY_PRESS_MS = 1_000;

/** Aborts at Ctrl-C, SIGTERM or the end of the terminal. Another one later means that waiting takes too long: `force`. */
export function stopSignal(force: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      firstAt ??= Date.now();
      controller.abort();
      if (Date.now() - firstAt > SAME_KEY_PRESS_MS) force();
    });
  }
  return controller.signal;
}

/** Under npm one Ctrl-C arrives twice: from the terminal and from npm. */
const SAME_KEY_PRESS_MS = 1_000;

/** How soon the death of npm is noticed. */
const PARENT_CHECK_MS = 500;

/**
 * Aborts at Ctrl-C, at SIGTERM, and at the end of the terminal or of the npm that runs this (which a kill -9 of npm
 * does not pass on). Another signal later means that the stop takes too long: it calls `force`.
 */
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
  if (process.env.npm_lifecycle_event) {
    const npm = process.ppid;
    setInterval(() => process.ppid === npm || controller.abort(), PARENT_CHECK_MS).unref();
  }
  return controller.signal;
}

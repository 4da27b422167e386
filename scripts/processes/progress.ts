const QUIET_MS = 1_000;
const REPEAT_MS = 10_000;

/** Does `work`. If it takes longer than a second, logs that it began, that it continues, and how long it took. */
export async function withProgress<T>(title: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  let isLogged = false;
  const begin = setTimeout(() => {
    isLogged = true;
    log(`${title} …`);
  }, QUIET_MS);
  const ticker = setInterval(() => log(`${title} … ${seconds()}`), REPEAT_MS);
  try {
    const result = await work();
    if (isLogged) log(`${title}: done in ${seconds()}`);
    return result;
  } finally {
    clearTimeout(begin);
    clearInterval(ticker);
  }
}

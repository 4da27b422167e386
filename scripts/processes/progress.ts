const QUIET_MS = 1_000;
const REPEAT_MS = 10_000;

/** Does `work` and, when it takes longer than a moment, tells that it began, that it goes on and how long it took. */
export async function withProgress<T>(title: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  let told = false;
  const begin = setTimeout(() => {
    told = true;
    log(`${title} …`);
  }, QUIET_MS);
  const ticker = setInterval(() => log(`${title} … ${seconds()}`), REPEAT_MS);
  try {
    const result = await work();
    if (told) log(`${title}: done in ${seconds()}`);
    return result;
  } finally {
    clearTimeout(begin);
    clearInterval(ticker);
  }
}

const REPEAT_MS = 10_000;

/** Shows what is being done: in one line of a terminal, elsewhere in a line every ten seconds. An empty text ends it. */
export function progress(): (doing: string) => void {
  const stream = process.stderr;
  const startedAt = Date.now();
  let current = '';
  const text = () => `${Math.round((Date.now() - startedAt) / 1_000)} s: ${current}`;
  const ticker = setInterval(() => current && !stream.isTTY && stream.write(`${text()}\n`), REPEAT_MS).unref();
  return (doing) => {
    current = doing;
    if (stream.isTTY) stream.write(`\r\x1b[K${doing && text()}`);
    if (doing === '') clearInterval(ticker);
  };
}

'use client';

/**
 * Shown when even the root layout failed. The language is unknown, so the text is in both; styles may have failed too,
 * so it has none.
 */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <h1>The shop cannot be reached right now</h1>
        <p>Nothing was ordered or charged twice. Try again in a moment.</p>
        <p lang="ru">
          Магазин сейчас недоступен. Ничего не было заказано или списано дважды. Попробуйте ещё раз чуть позже.
        </p>
        {error.digest && <p>Reference: {error.digest}</p>}
        <button type="button" onClick={retry}>
          Try again · Попробовать ещё раз
        </button>
      </body>
    </html>
  );
}

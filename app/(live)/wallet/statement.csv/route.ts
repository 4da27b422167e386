import { getTimeZone } from 'next-intl/server';
import { requireUser } from '#lib/auth/session';
import { readEntries } from '#lib/billing/read';
import { shopCurrency } from '#lib/shop/currency';
import { filterOf, spanOf } from '../filter.ts';
import { csvHeader, csvRecord } from './csv.ts';

const LINES_PER_READ = 500;

/** The filtered statement as a CSV file, newest first, streamed page by page as fast as the browser reads. */
export async function GET(request: Request): Promise<Response> {
  const { userId } = await requireUser('/wallet');
  const [currency, timeZone] = await Promise.all([shopCurrency(), getTimeZone()]);
  const span = spanOf(filterOf(Object.fromEntries(new URL(request.url).searchParams)), timeZone);
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  const file = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvHeader)),
    async pull(controller) {
      const { items, nextCursor } = await readEntries(userId, currency, { limit: LINES_PER_READ, cursor, ...span });
      if (items.length > 0) controller.enqueue(encoder.encode(items.map((line) => csvRecord(line, currency)).join('')));
      if (nextCursor === null) controller.close();
      else cursor = nextCursor;
    },
  });
  return new Response(file, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="statement.csv"',
      'Cache-Control': 'no-store',
    },
  });
}

const ROWS_PER_READ = 500;

/** A line of a CSV file (RFC 4180). What a spreadsheet would take for a formula is given as text, by an apostrophe before it. */
export function csvRecord(values: (string | number | null)[]): string {
  const cell = (value: string | number | null) => {
    if (typeof value !== 'string') return String(value ?? '');
    const isNumber = /^-?\d+(\.\d+)?$/.test(value);
    const text = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${values.map(cell).join(',')}\r\n`;
}

/** A list as a CSV file for download, all of its pages, read page by page as fast as the browser takes them. */
export function csvFile<Item>(
  filename: string,
  columns: string[],
  readPage: (page: {
    limit: number;
    cursor: string | undefined;
  }) => Promise<{ items: Item[]; nextCursor: string | null }>,
  valuesOf: (item: Item) => (string | number | null)[],
): Response {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  const file = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvRecord(columns))),
    async pull(controller) {
      const { items, nextCursor } = await readPage({ limit: ROWS_PER_READ, cursor });
      if (items.length > 0) controller.enqueue(encoder.encode(items.map((item) => csvRecord(valuesOf(item))).join('')));
      if (nextCursor === null) controller.close();
      else cursor = nextCursor;
    },
  });
  return new Response(file, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${filename}"`,
      'Cache-Control': 'no-store',
    },
  });
}

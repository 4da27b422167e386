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

type ReadPage<Item> = (page: {
  limit: number;
  cursor: string | undefined;
}) => Promise<{ items: Item[]; nextCursor: string | null }>;

/** A list as a CSV file for download, all of its pages, read page by page as fast as the browser takes them. */
export function csvFile<Item>(
  filename: string,
  columns: string[],
  readPage: ReadPage<Item>,
  valuesOf: (item: Item) => (string | number | null)[],
): Response {
  const encoder = new TextEncoder();
  return fileInPages(
    filename,
    'text/csv; charset=utf-8; header=present',
    encoder.encode(csvRecord(columns)),
    readPage,
    (items) => encoder.encode(items.map((item) => csvRecord(valuesOf(item))).join('')),
  );
}

/** A list as a file for download: what stands first, and then what becomes of each page. */
export function fileInPages<Item>(
  filename: string,
  contentType: string,
  head: Uint8Array,
  readPage: ReadPage<Item>,
  encoded: (items: Item[]) => Uint8Array,
): Response {
  let cursor: string | undefined;
  const file = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(head),
    async pull(controller) {
      const { items, nextCursor } = await readPage({ limit: ROWS_PER_READ, cursor });
      if (items.length > 0) controller.enqueue(encoded(items));
      if (nextCursor === null) controller.close();
      else cursor = nextCursor;
    },
  });
  return new Response(file, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${filename}"`,
      'Cache-Control': 'no-store',
    },
  });
}

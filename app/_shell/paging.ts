import { notFound } from 'next/navigation';

/** The cursor in a page's query string. */
export function cursorOf({ cursor }: Record<string, string | string[] | undefined>): string | undefined {
  return typeof cursor === 'string' ? cursor : undefined;
}

/** Awaits what a page shows, for example one page of a list. An invalid cursor, and what the reader may not see (null), show the 404 page. */
export async function pageOrNotFound<Page>(reading: Promise<Page | null>): Promise<Page> {
  try {
    return (await reading) ?? notFound();
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidCursor') notFound();
    throw error;
  }
}

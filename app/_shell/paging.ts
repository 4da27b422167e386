import { notFound } from 'next/navigation';

/** The cursor in a page's query string. */
export function cursorOf({ cursor }: Record<string, string | string[] | undefined>): string | undefined {
  return typeof cursor === 'string' ? cursor : undefined;
}

/** Awaits one page of a list. An invalid cursor shows the 404 page. */
export async function pageOrNotFound<Page>(reading: Promise<Page>): Promise<Page> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidCursor') notFound();
    throw error;
  }
}

import { notFound } from 'next/navigation';

/** The cursor of a list in the address of its page. */
export function cursorOf({ cursor }: Record<string, string | string[] | undefined>): string | undefined {
  return typeof cursor === 'string' ? cursor : undefined;
}

/** A page of a list; a cursor that the list never gave out leads nowhere. */
export async function pageOrNotFound<Page>(reading: Promise<Page>): Promise<Page> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidCursor') notFound();
    throw error;
  }
}

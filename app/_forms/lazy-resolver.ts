import type { FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';

/** Fetches the schema of a form: a page is not made to wait for zod, which is larger than all of its own code. */
export type LoadSchema = () => Promise<z.ZodType>;

/** Checks a form with a schema that is fetched when it is needed. Where it cannot be fetched the server alone checks. */
export function lazyResolver(loadSchema: LoadSchema): Resolver<FieldValues> {
  return async (values, context, options) => {
    const resolver = await loadResolver(loadSchema).catch(() => null);
    return resolver ? resolver(values, context, options) : { values, errors: {} };
  };
}

/** What the check of a form needs; the browser keeps what was fetched before. */
export async function loadResolver(loadSchema: LoadSchema): Promise<Resolver<FieldValues>> {
  // One after the other: how zod works is settled before schemas are made.
  const { zodResolver } = await import('./browser-resolver.ts');
  return zodResolver((await loadSchema()) as z.ZodType<FieldValues, FieldValues>);
}

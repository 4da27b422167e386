import type { FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';

/** Loads a form's schema on demand, because zod is larger than all the rest of a page's code. */
export type LoadSchema = () => Promise<z.ZodType>;

/** Validates a form with a schema that is loaded on first use. If loading fails, only the server validates. */
export function lazyResolver(loadSchema: LoadSchema): Resolver<FieldValues> {
  return async (values, context, options) => {
    const resolver = await loadResolver(loadSchema).catch(() => null);
    return resolver ? resolver(values, context, options) : { values, errors: {} };
  };
}

/** Loads zod and the schema; the browser caches both. */
export async function loadResolver(loadSchema: LoadSchema): Promise<Resolver<FieldValues>> {
  // In this order: zod must be configured before any schema is created.
  const { zodResolver } = await import('./browser-resolver.ts');
  return zodResolver((await loadSchema()) as z.ZodType<FieldValues, FieldValues>);
}

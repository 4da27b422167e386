import { test as base, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    appUrl: string;
    appDatabaseUrl: string;
  }
}

/**
 * A test against the running product: web and worker processes of the production build. All files of a run share it, so
 * every test registers its own users. `baseUrl` has no trailing slash.
 */
export const test = base
  .extend('baseUrl', { scope: 'file' }, () => inject('appUrl'))
  .extend('databaseUrl', { scope: 'file' }, () => inject('appDatabaseUrl'));

import type { FullConfig } from '@playwright/test';
import { serveApp } from '#scripts/testing/served-app';

/**
 * Starts the product before the browser suite, with the settings in the suite's metadata. The returned function stops
 * it and fails the run if the books are inconsistent.
 */
export default async function setup({ metadata }: FullConfig): Promise<() => Promise<void>> {
  const app = await serveApp(metadata.settings);
  // Playwright's workers inherit this environment; the port is known only now.
  process.env.SALDO_E2E_URL = app.url;
  process.env.SALDO_E2E_DATABASE_URL = app.databaseUrl;
  return app.stop;
}

import type { TestProject } from 'vitest/node';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';

/**
 * Starts the product for all HTTP tests of a run. Afterwards its books must be right. `TEST_PROCESSES=4` spreads the
 * tests over four web and four worker processes.
 */
export default async function setup(project: TestProject): Promise<ServedApp['stop']> {
  const app = await serveApp({}, Number(process.env.TEST_PROCESSES || 1));
  project.provide('appUrl', app.url);
  project.provide('appDatabaseUrl', app.databaseUrl);
  return app.stop;
}

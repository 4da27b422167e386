import { defineConfig, devices } from '@playwright/test';
import { browserLaunchOptions } from './e2e/support/browser.ts';

/** The browser suite runs on the production build with a database and a worker of its own: see e2e/support/served.ts. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './e2e/support/served.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    launchOptions: browserLaunchOptions(),
    // Without its film, which would cost as much as the browser itself: the page at each step is there.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
});

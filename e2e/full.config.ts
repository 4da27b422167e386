import { defineConfig } from '@playwright/test';
import browserSuite from '../playwright.config.ts';

/** Takes minutes: every page in every variant, on the product in demo mode, which has all pages. */
export default defineConfig(browserSuite, {
  testDir: 'full',
  testMatch: '*.ts',
  globalSetup: './support/served.ts',
  metadata: { settings: { SALDO_DEMO: '1' } },
  timeout: 600_000,
  use: { trace: 'off' },
});

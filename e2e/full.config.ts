import { defineConfig } from '@playwright/test';
import browserSuite from '../playwright.config.ts';

/** What takes minutes: every page in every way, on the product in demo mode, which has all its pages. */
export default defineConfig(browserSuite, {
  testDir: 'full',
  testMatch: '*.ts',
  globalSetup: './support/served.ts',
  metadata: { settings: { SALDO_DEMO: '1' } },
  timeout: 600_000,
  use: { trace: 'off' },
});

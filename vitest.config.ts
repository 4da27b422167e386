import { configDefaults, defineConfig } from 'vitest/config';
import LongestFirst from './scripts/testing/longest-first.ts';

const exclude = [...configDefaults.exclude, '.next/**'];

/** Node parses the 180 kB of Drizzle's `package.json` again for each of its files, two seconds for each test file; Vite does it once. */
const server = { deps: { inline: [/drizzle-orm/] } };

/**
 * The suffix of a test says what it needs: `.test.ts` nothing, `.int.test.ts` a database of its own (see
 * scripts/testing/integration.ts), `.http.test.ts` the whole running product (see scripts/testing/http.ts).
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          server,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.{int,http,vercel}.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          server,
          include: ['**/*.int.test.ts'],
          exclude,
          globalSetup: 'scripts/testing/integration-setup.ts',
          setupFiles: 'scripts/testing/end-with-runner.ts',
          // Only the settings that the code needs, and none of this machine's: no test sends mail.
          env: { AUTH_SECRET: 'integration-tests-share-this-one', RESEND_API_KEY: '', LOG_LEVEL: 'silent' },
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'http',
          server,
          include: ['**/*.http.test.ts'],
          exclude,
          globalSetup: 'scripts/testing/http-setup.ts',
          setupFiles: 'scripts/testing/end-with-runner.ts',
          testTimeout: 30_000,
          // A hook may start the whole product.
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'vercel',
          include: ['**/*.vercel.test.ts'],
          exclude,
          setupFiles: 'scripts/testing/end-with-runner.ts',
          testTimeout: 60_000,
        },
      },
    ],
  },
});

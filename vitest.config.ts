import { configDefaults, defineConfig } from 'vitest/config';

const exclude = [...configDefaults.exclude, '.next/**'];

/**
 * The suffix of a test says what it needs: `.test.ts` nothing, `.int.test.ts` a database of its own (see
 * scripts/testing/integration.ts), `.http.test.ts` the whole running product (see scripts/testing/http.ts).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.{int,http,vercel}.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
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

import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

/** A browser test against the running product: relative addresses go to it. */
export const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs: none.
  baseURL: async ({}, use) => use(process.env.SALDO_E2E_URL),
});

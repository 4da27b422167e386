import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** The limit for the compressed JavaScript of the shop's first load. */
const BYTES_MAX = 170_000;

interface Reporting {
  noteBreach(breach: string): void;
}

test('the first load of the shop is light', async ({ page }) => {
  const scripts: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.sizes().then((sizes) => sizes.responseBodySize));
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  const sizes = await Promise.all(scripts);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
});

test('a form is validated in the browser without violating the content security policy', async ({ page }) => {
  const breaches: string[] = [];
  await page.exposeFunction('noteBreach', (breach: string) => breaches.push(breach));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as Reporting).noteBreach(`${violatedDirective} ${blockedURI}`),
    ),
  );
  await page.goto('/register');
  const posts = postsOf(page);
  await page.getByLabel('Name').fill('Ada');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  expect(posts).toEqual([]);
  expect(breaches).toEqual([]);
});

test('the server validates a form whose schema the browser cannot load', async ({ page }) => {
  await page.goto('/register', { waitUntil: 'networkidle' });
  await page.route('**/_next/static/**', (route) => route.abort());
  const posts = postsOf(page);
  await page.getByLabel('Name').fill('Ada');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveValue('Ada');
  expect(posts).toHaveLength(1);
});

/** Collects what the page posts from now on. */
function postsOf(page: Page): string[] {
  const posts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(request.url());
  });
  return posts;
}

import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect } from './support/test.ts';

export interface Customer {
  name: string;
  email: string;
  password: string;
}

/** Somebody who is not registered yet. */
export const stranger = (): Customer => ({
  name: 'Ada Lovelace',
  email: `ada-${randomUUID()}@example.com`,
  password: 'correct horse battery',
});

/** Registers somebody, who is then signed in and sees the shop. Over HTTP, which takes less time: the form has tests of its own. */
export async function register(page: Page, customer: Customer = stranger()): Promise<Customer> {
  const { name, email, password } = customer;
  const headers = { origin: String(process.env.SALDO_E2E_URL) };
  const registered = await page.request.post('/api/command-reply/billing/register', {
    headers,
    data: { name, email, password },
  });
  expect(registered.status(), await registered.text()).toBe(201);
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json();
  const form = { csrfToken, email, password };
  const signedIn = await page.request.post('/api/auth/callback/credentials', { headers, form, maxRedirects: 0 });
  expect(signedIn.headers().location).not.toContain('error');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'What would you like?' })).toBeVisible();
  return customer;
}

export async function signIn(page: Page, { email, password }: Customer): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Tops up in the wallet. `amount` as typed. */
export async function topUp(page: Page, amount: string): Promise<void> {
  await page.goto('/wallet');
  await page.getByLabel('Amount to top up').fill(amount);
  await page.getByRole('button', { name: /^Top up/ }).click();
  await expect(page.getByText('topped up')).toBeVisible();
}

/** The cart of the shop. */
export const cart = (page: Page) => page.getByRole('complementary', { name: 'Your cart' });

/** Adds products to the cart. */
export async function choose(page: Page, quantities: Record<string, number>): Promise<void> {
  await page.goto('/');
  for (const [product, quantity] of Object.entries(quantities)) {
    await page.getByRole('button', { name: `Add ${product}` }).click();
    for (let more = 1; more < quantity; more++)
      await page
        .getByRole('button', { name: `One more ${product}` })
        .first()
        .click();
  }
}

/** Opens the cart on a phone, where it is collapsed to a bar. */
export async function openCart(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^\d+ items? ·/ }).click();
  await expect(page.getByRole('button', { name: 'Close cart' })).toBeVisible();
}

/** The balance that the page shows. */
export const balance = (page: Page) => page.getByRole('link', { name: /^Balance/ });

import type { Page } from '@playwright/test';
import pg from 'pg';
import { register } from './customer.ts';

/** Registers somebody and gives them a role. */
export async function registerStaff(page: Page, role: string): Promise<void> {
  const { email } = await register(page);
  const client = new pg.Client({ connectionString: process.env.SALDO_E2E_DATABASE_URL });
  await client.connect();
  await client
    .query(`UPDATE accounts.credentials SET role = $2 WHERE user_id = (SELECT id FROM "user".users WHERE email = $1)`, [
      email,
      role,
    ])
    .finally(() => client.end());
}

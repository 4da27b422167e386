import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { hashPassword } from '#lib/accounts/passwords';
import { deposit } from '#lib/billing/transfers';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { findUserId } from '#lib/user/read';
import { createUsers } from '#lib/user/users';
import { catalogue } from './catalogue.ts';

/** An account to try the product with. The password is made at first start. */
export interface DemoAccount {
  email: string;
  password: string;
  role: 'customer' | 'operator';
}

/**
 * Fills an empty catalogue with demo products. With `demoAccountsFile` it also makes the demo accounts at first start, keeps their
 * passwords in that file, and returns them at every start. Safe to repeat. The accounts are made through the pool of this
 * process, whose `DATABASE_URL` must be the same database.
 */
export async function seed(databaseUrl: string, options: { demoAccountsFile?: string } = {}): Promise<DemoAccount[]> {
  await fillCatalogue(databaseUrl);
  if (!options.demoAccountsFile) return [];
  // The file first: a start that is killed in between finds it, and makes the accounts with its passwords.
  const accounts = keptAccounts(options.demoAccountsFile);
  if (!(await findUserId(accounts[0]?.email ?? ''))) await createAccounts(accounts);
  return accounts;
}

async function fillCatalogue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "order".products (id, category, art, name, description, price, currency, available, position)
       SELECT p.id, p.category, p.art, p.name, p.description, p.price, shop.currency, p.available, p.position
       FROM json_to_recordset($1) AS p(id text, category text, art text, name text, description text, price bigint, available boolean, position int), gateway.shop
       WHERE NOT EXISTS (SELECT FROM "order".products)`,
      [JSON.stringify(catalogue.map((product, position) => ({ available: true, ...product, position })))],
    );
  } finally {
    await client.end();
  }
}

/** The accounts in `file`, made at the first call: complete or not at all, and never written again. */
function keptAccounts(file: string): DemoAccount[] {
  if (!existsSync(file)) {
    const accounts = [demoAccount('demo', 'customer'), demoAccount('operator', 'operator')];
    const complete = `${file}.new`;
    writeFileSync(complete, JSON.stringify(accounts, null, 2), { mode: 0o600, flush: true });
    renameSync(complete, file);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

const demoAccount = (name: string, role: DemoAccount['role']): DemoAccount => ({
  email: `${name}@saldo.example`,
  password: randomBytes(12).toString('base64url'),
  role,
});

async function createAccounts(accounts: DemoAccount[]): Promise<void> {
  const hashes = await Promise.all(accounts.map(({ password }) => hashPassword(password)));
  await transact(async (tx) => {
    const people = accounts.map(({ email, role }) => ({
      userId: newId(),
      email,
      name: role === 'operator' ? 'Demo Operator' : 'Demo Customer',
      phone: null,
      address: null,
      locale: 'en' as const,
    }));
    await createUsers(tx, people);
    for (const [index, { userId }] of people.entries())
      await tx.query('INSERT INTO accounts.credentials (user_id, password_hash, role) VALUES ($1, $2, $3)', [
        userId,
        hashes[index],
        accounts[index]?.role,
      ]);
    await deposit(tx, [await welcomeMoney(tx, people[0]?.userId ?? '')]);
  });
}

async function welcomeMoney(tx: Parameters<typeof deposit>[0], userId: string) {
  const [shop] = await tx.query<{ currency: string }>('SELECT currency FROM gateway.shop');
  return { transferId: newId(), userId, amount: 2_480, currency: shop?.currency ?? '' };
}

import { credentials } from '#drizzle/schema/accounts';
import { products } from '#drizzle/schema/order';
import { shop } from '#drizzle/schema/shop';
import { hashPassword } from '#lib/accounts/passwords';
import { deposit } from '#lib/billing/transfers';
import { type Transaction, transact } from '#lib/db/transact';
import { env } from '#lib/env';
import { localeOf } from '#lib/i18n/locales';
import { newId } from '#lib/ids';
import { shopCurrency } from '#lib/shop/currency';
import { findUserId } from '#lib/user/read';
import { createUsers } from '#lib/user/users';
import { withDatabase } from '#scripts/postgres/with-database';
import { catalogue } from './catalogue.ts';
import { type DemoAccount, keptDemoAccounts } from './demo-accounts.ts';
import { makeHistory } from './history.ts';
import { finishHistory } from './office-history.ts';
import { planOf } from './plan.ts';
import { tellHistory } from './tell-history.ts';

/** What the demo customer can spend, in minor units. */
const WELCOME_MONEY = 2_480;

/**
 * Fills an empty catalogue with the demo products. With `demoAccountsFile` it also creates the demo accounts at the
 * first start, with customers who have topped up and ordered, keeps their passwords in that file, and returns them at every start. Safe to
 * repeat. They are created through the pool of this process, so its `DATABASE_URL` must name the same database.
 */
export async function seed(databaseUrl: string, options: { demoAccountsFile?: string } = {}): Promise<DemoAccount[]> {
  await fillCatalogue(databaseUrl);
  if (!options.demoAccountsFile) return [];
  // The file comes first: if this start is killed before the accounts exist, the next one creates them with the same
  // passwords.
  const accounts = keptDemoAccounts(options.demoAccountsFile);
  if (!(await findUserId(accounts[0]?.email ?? ''))) await createAccounts(accounts);
  await finishHistory(accounts.find(({ role }) => role === 'owner')?.email ?? '');
  return accounts;
}

/** Fills an empty catalogue with the demo products, in the currency of the shop. */
export async function fillCatalogue(databaseUrl: string): Promise<void> {
  await withDatabase(databaseUrl, async (orm) => {
    if ((await orm.$count(products)) > 0) return;
    const [{ currency = '' } = {}] = await orm.select().from(shop);
    // Not env(): what fills a catalogue may have no other setting.
    const first = localeOf(process.env.SHOP_LANGUAGES?.split(',')[0]?.trim() ?? '');
    const rows = catalogue.map((product, position) => {
      const { names, descriptions } = product;
      return { ...product, name: names[first], description: descriptions[first], currency, position };
    });
    // Another start may fill the catalogue at the same time.
    await orm.insert(products).values(rows).onConflictDoNothing();
  });
}

const demoNames: Partial<Record<DemoAccount['role'], string>> = {
  customer: 'Demo Customer',
  counter: 'Demo Counter',
  owner: 'Demo Owner',
};

async function createAccounts(accounts: DemoAccount[]): Promise<void> {
  const passwordHashes = await Promise.all(accounts.map(({ password }) => hashPassword(password)));
  const currency = await shopCurrency();
  const plan = planOf(new Date(), env().SHOP_TIME_ZONE);
  await transact((tx) =>
    tellHistory(tx, async (at) => {
      const people = await at(plan.days[0]?.opening ?? plan.now, () =>
        openAccounts(tx, accounts, passwordHashes, currency),
      );
      const idOf = (role: DemoAccount['role']) => people.find((person) => person.role === role)?.userId ?? '';
      const customer = people.find(({ role }) => role === 'customer');
      if (!customer) return;
      const cast = { customer, balance: WELCOME_MONEY, counterId: idOf('counter'), ownerId: idOf('owner') };
      await makeHistory(tx, at, plan, cast, currency);
    }),
  );
}

/** Opens the demo accounts, with money for the customers among them. */
async function openAccounts(tx: Transaction, accounts: DemoAccount[], passwordHashes: string[], currency: string) {
  const people = accounts.map(({ email, role }) => ({
    ...{ userId: newId(), email, name: demoNames[role] ?? '', phone: null, address: null },
    ...{ role, locale: 'en' as const },
  }));
  await createUsers(tx, people);
  const rows = people.map(({ userId, role }, index) => ({ userId, passwordHash: passwordHashes[index] ?? '', role }));
  await tx.orm.insert(credentials).values(rows);
  const deposits = people
    .filter(({ role }) => role === 'customer')
    .map(({ userId }) => ({
      transferId: newId(),
      userId,
      amount: WELCOME_MONEY,
      currency,
      method: 'sandbox' as const,
    }));
  await deposit(tx, deposits);
  return people;
}

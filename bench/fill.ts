import { addMembers } from '#lib/accounts/registration';
import { openWallets } from '#lib/billing/accounts';
import { connect } from '#lib/db/connect';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { createUsers } from '#lib/user/users';

/** How much is stored before something is measured. */
export interface Extent {
  customers: number;
  /** A multiple of the customers: everybody ordered equally often. */
  orders: number;
  /** Over so many days until now. */
  days: number;
}

/** Somebody who can order. */
export interface Customer {
  userId: string;
  email: string;
  name: string;
}

/** Minor units that each customer topped up at the start. */
const DEPOSIT = 100_000_000;
const BATCH = 50_000;

/**
 * Stores customers and their paid orders as years of trade would have left them: with transfers, entries, decisions and notifications, the guards
 * of the ledger in force; returns the customers. Written as sets, because through the services it would take an hour; the audit must find no fault in it.
 */
export async function fill(databaseUrl: string, extent: Extent, say: (line: string) => void): Promise<Customer[]> {
  const customers = await makeCustomers(extent.customers);
  say(`${extent.customers} customers`);
  const client = await connect(databaseUrl, { application_name: 'saldo-bench' });
  try {
    await client.query('SET statement_timeout = 0'); // as long as it takes on this machine
    await client.query(`
      CREATE TABLE bench_customers AS
      SELECT row_number() OVER (ORDER BY users.id) - 1 AS n, users.id AS user_id, users.email, users.name, accounts.id AS wallet_id
      FROM "user".users JOIN billing.accounts ON accounts.user_id = users.id WHERE users.email LIKE 'bench-%';
      CREATE UNIQUE INDEX ON bench_customers (n);
      CREATE TABLE bench_products AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, name, price FROM "order".products;
      ANALYZE bench_customers; ANALYZE bench_products`);
    await client.query(deposits, [extent.days, DEPOSIT]);
    for (let first = 0; first < extent.orders; first += BATCH) {
      const last = Math.min(extent.orders, first + BATCH) - 1;
      await client.query(orders, [first, last, extent.orders, extent.customers, extent.days, DEPOSIT]);
      say(`${last + 1} orders`);
    }
    await client.query(`${numbers}; ${balances}; DROP TABLE bench_customers, bench_products`);
    await client.query('VACUUM (ANALYZE)');
    return customers;
  } finally {
    await client.end();
  }
}

/** Creates customers with open wallets and no password, whose addresses are `bench-1@saldo.example` and so on, and returns them. */
export async function makeCustomers(count: number, prefix = 'bench'): Promise<Customer[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    userId: newId(),
    email: `${prefix}-${index + 1}@saldo.example`,
    name: `Customer ${index + 1}`,
    phone: null,
    address: null,
    locale: 'en' as const,
  }));
  for (let start = 0; start < count; start += 1_000) {
    const batch = people.slice(start, start + 1_000);
    await transact(async (tx) => {
      await createUsers(tx, batch);
      await addMembers(
        tx,
        batch.map(({ userId }) => userId),
      );
      await openWallets(
        tx,
        batch.map(({ userId }) => ({ userId, currency: 'EUR' })),
      );
    });
  }
  return people;
}

// $1 days, $2 amount
const deposits = `
  WITH made AS MATERIALIZED (
    SELECT customer.*, uuidv7(-make_interval(days => $1::int)) AS id, now() - make_interval(days => $1::int) AS at, house.id AS house_id
    FROM bench_customers AS customer, billing.accounts AS house WHERE house.name = 'cash' AND house.currency = 'EUR'
  ), transfer AS (
    INSERT INTO billing.transfers (id, kind, debit_account_id, credit_account_id, amount, currency, method, actor_id, created_at)
    SELECT id, 'deposit', house_id, wallet_id, $2::bigint, 'EUR', 'cash', user_id, at FROM made
  ), decision AS (
    INSERT INTO billing.decisions (subject_id, kind, outcome, user_id, amount, currency, transfer_id, decided_at)
    SELECT id, 'deposit', 'settled', user_id, $2::bigint, 'EUR', id, at FROM made
  )
  INSERT INTO billing.entries (id, transfer_id, account_id, amount, balance_before, balance_after, version, created_at)
  SELECT uuidv7(-make_interval(days => $1::int)), id, wallet_id, $2::bigint, 0, $2::bigint, 1, at FROM made
  UNION ALL SELECT uuidv7(-make_interval(days => $1::int)), id, house_id, -$2::bigint, NULL, NULL, NULL, at FROM made`;

// $1 first, $2 last, $3 orders, $4 customers, $5 days, $6 deposit. Every order costs 300, whatever its product, so balances follow from its number.
const orders = `
  WITH made AS MATERIALIZED (
    SELECT series.n, series.n / $4::int AS earlier, ago.ago, now() - ago.ago AS at, uuidv7(-ago.ago) AS id, uuidv7(-ago.ago) AS transfer_id,
      customer.user_id, customer.wallet_id, jsonb_build_object('email', email, 'name', customer.name, 'locale', 'en') AS contact,
      jsonb_build_array(jsonb_build_object('productId', product.id, 'name', product.name, 'quantity', 1, 'price', 300)) AS items,
      house.id AS house_id
    FROM generate_series($1::int, $2::int) AS series (n)
      CROSS JOIN LATERAL (SELECT make_interval(days => $5::int) * (1 - series.n::float8 / $3::int) AS ago) AS ago
      JOIN bench_customers AS customer ON customer.n = series.n % $4::int
      JOIN bench_products AS product ON product.n = series.n % (SELECT count(*) FROM bench_products)
      CROSS JOIN billing.accounts AS house
    WHERE house.name = 'revenue' AND house.currency = 'EUR' ORDER BY series.n
  ), ordered AS (
    INSERT INTO "order".orders (id, user_id, status, total, currency, items, contact, correlation_id, created_at, settled_at, day,
      fulfilment, fulfilment_at)
    SELECT id, user_id, 'paid', 300, 'EUR', items, contact, id, at, at, (at AT TIME ZONE 'UTC')::date,
      CASE WHEN n < $3::int - 60 THEN 'collected' ELSE (ARRAY['accepted', 'preparing', 'ready'])[n % 3 + 1] END, at FROM made
  ), transfer AS (
    INSERT INTO billing.transfers (id, kind, debit_account_id, credit_account_id, amount, currency, order_id, created_at)
    SELECT transfer_id, 'payment', wallet_id, house_id, 300, 'EUR', id, at FROM made
  ), decision AS (
    INSERT INTO billing.decisions (subject_id, kind, outcome, user_id, amount, currency, transfer_id, decided_at)
    SELECT id, 'payment', 'settled', user_id, 300, 'EUR', transfer_id, at FROM made
  ), entry AS (
    INSERT INTO billing.entries (id, transfer_id, account_id, amount, balance_before, balance_after, version, created_at)
    SELECT uuidv7(-ago), transfer_id, wallet_id, -300, $6::bigint - 300 * earlier, $6::bigint - 300 * (earlier + 1), earlier + 2, at FROM made
    UNION ALL SELECT uuidv7(-ago), transfer_id, house_id, 300, NULL, NULL, NULL, at FROM made
  )
  INSERT INTO notification.notifications (id, user_id, order_id, kind, address, subject, "text", created_at, read_at)
  SELECT uuidv7(-ago), user_id, id, 'order-paid', contact ->> 'email', 'Paid', 'Your order is paid.', at, at FROM made`;

const numbers = `
  UPDATE "order".orders SET number = numbered.number
  FROM (SELECT id, row_number() OVER (PARTITION BY day ORDER BY id) AS number FROM "order".orders WHERE number IS NULL AND status = 'paid') AS numbered
  WHERE numbered.id = orders.id;
  INSERT INTO "order".days (day, last_number) SELECT day, max(number) FROM "order".orders WHERE day IS NOT NULL GROUP BY day`;

const balances = `
  UPDATE billing.accounts SET balance = last.balance_after, version = last.version
  FROM (SELECT DISTINCT ON (account_id) account_id, balance_after, version FROM billing.entries WHERE version IS NOT NULL
        ORDER BY account_id, version DESC) AS last
  WHERE last.account_id = accounts.id`;

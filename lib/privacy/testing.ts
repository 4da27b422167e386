import { query } from '#lib/db/pool';
import { newId } from '#lib/ids';
import type { Person } from '#lib/user/users';

/** Somebody of the office, for whom the tests of a file add the credential. */
export const staff = { userId: newId(), role: 'manager' as const };

/** What an order asks for. */
export const items = [{ productId: 'tea', quantity: 1 }];

/** A request with this body by somebody of the office; those with one key repeat each other. */
export const asking = <Body>(body: Body, idempotencyKey = newId()) => ({
  ...{ actor: staff, body, correlationId: newId(), idempotencyKey, fingerprint: '' },
});

/** A request of the till with the money of a customer. */
export const atTill = ({ userId }: Person, key?: string) =>
  asking({ userId, amount: 100, method: 'cash' as const, note: 'at the till' }, key);

/** Which of these texts stand in which tables of the database, in whatever row and in upper or lower case: `table: text`. */
export async function placesOf(...texts: string[]): Promise<string[]> {
  const tables = await query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('user', 'billing', 'order', 'notification', 'gateway', 'accounts', 'pgboss') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ wanted: string }>(
      `SELECT DISTINCT wanted FROM unnest($1::text[]) AS given(wanted) JOIN ${name} AS kept ON kept::text ILIKE '%' || wanted || '%'`,
      [texts],
    );
    found.push(...rows.map(({ wanted }) => `${name}: ${wanted}`));
  }
  return found;
}

/** The money that these users hold in wallets and payouts that wait: the owner of each. */
export const ownersOfMoney = async (userIds: string[]): Promise<string[]> =>
  (
    await query<{ id: string }>(
      `SELECT user_id AS id FROM billing.accounts WHERE user_id = ANY($1) AND balance > 0
       UNION SELECT user_id FROM billing.payouts WHERE user_id = ANY($1) AND state = 'waiting'`,
      [userIds],
    )
  ).map(({ id }) => id);

import { parseArgs } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { credentials } from '#drizzle/schema/accounts';
import { users } from '#drizzle/schema/user';
import { databaseInUse } from '#scripts/postgres/database-in-use';
import { withDatabase } from '#scripts/postgres/with-database';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** Makes a registered person an owner of the shop. This is how the first one is made; owners make others in the office. */
export async function operatorCommand(args: string[]): Promise<true> {
  const email = parseArgs({ args, allowPositionals: true }).positionals[0]?.toLowerCase();
  if (!email) throw new StartupFailure('name a registered e-mail address: npm run operator -- ann@example.com');
  const { rowCount } = await withDatabase(databaseInUse(), (orm) =>
    orm
      .update(credentials)
      .set({ role: 'owner' })
      .from(users)
      .where(and(eq(credentials.userId, users.id), eq(users.email, email))),
  );
  if (rowCount !== 1) throw new StartupFailure(`nobody is registered as ${email}`);
  console.log(`${email} is an owner.`);
  return true;
}

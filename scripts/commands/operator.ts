import pg from 'pg';
import { databaseInUse } from '#scripts/postgres/database-in-use';

// `npm run operator -- ann@example.com` lets somebody who is registered see what operators may see. The app itself has no way to become one.

const email = process.argv[2]?.toLowerCase();
try {
  if (!email) throw new Error('who? Name a registered e-mail address: npm run operator -- ann@example.com');
  const client = new pg.Client({ connectionString: databaseInUse() });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `UPDATE accounts.credentials SET role = 'operator' WHERE user_id = (SELECT id FROM "user".users WHERE email = $1)`,
      [email],
    );
    if (rowCount !== 1) throw new Error(`nobody is registered as ${email}`);
    console.log(`${email} is an operator.`);
  } finally {
    await client.end();
  }
} catch (error) {
  console.error(`operator: ${error instanceof Error ? error.message || String(error) : error}`);
  process.exitCode = 1;
}

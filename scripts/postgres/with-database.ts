import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/**
 * Runs `work` with Drizzle on a connection of its own to the database at `url`, and closes the connection afterwards.
 */
export async function withDatabase<Result>(
  url: string,
  work: (orm: NodePgDatabase) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'saldo-scripts' });
  await client.connect();
  try {
    return await work(drizzle(client, { casing: 'snake_case' }));
  } finally {
    await client.end();
  }
}

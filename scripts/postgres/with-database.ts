import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { connect } from '#lib/db/connect';

/**
 * Runs `work` with Drizzle on a connection of its own to the database at `url`, and closes the connection afterwards.
 */
export async function withDatabase<Result>(
  url: string,
  work: (orm: NodePgDatabase) => Promise<Result>,
): Promise<Result> {
  const client = await connect(url, { application_name: 'saldo-scripts' });
  try {
    return await work(drizzle(client, { casing: 'snake_case' }));
  } finally {
    await client.end();
  }
}

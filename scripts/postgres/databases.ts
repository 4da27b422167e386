import pg from 'pg';
import { connect } from '#lib/db/connect';

/** Creates a database as a copy of `template`. `url` is the address of any database on the server. */
export async function createDatabase(url: string, name: string, template = 'template1'): Promise<void> {
  const quoted = [name, template].map(pg.escapeIdentifier);
  await runOn(url, `CREATE DATABASE ${quoted[0]} TEMPLATE ${quoted[1]}`);
}

/** Drops a database if it exists. Fails while it has connections: somebody forgot to close one. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await runOn(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`);
}

/** Whether the server at `url` has this database. */
export async function hasDatabase(url: string, name: string): Promise<boolean> {
  return (await runOn(url, 'SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
}

async function runOn(url: string, sql: string, values: string[] = []): Promise<pg.QueryResult> {
  const client = await connect(url, { application_name: 'saldo-databases' });
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}

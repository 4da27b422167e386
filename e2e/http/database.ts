import pg from 'pg';

/** Runs one statement on the product's database, to set up or to check what no request can. Returns its rows. */
export async function inDatabase(databaseUrl: string, text: string, values: unknown[] = []): Promise<object[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

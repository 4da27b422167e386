import pg from 'pg';

/** Runs one statement on the product's database, for what no request can bring about or show. Returns its rows. */
export async function inDatabase(databaseUrl: string, text: string, values: unknown[] = []): Promise<object[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

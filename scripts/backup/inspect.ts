import { sql } from 'drizzle-orm';
import { withDatabase } from '#scripts/postgres/with-database';

export interface Inspected {
  /** The major version of the server. */
  major: number;
  /** The database, as people are told: without user and password. */
  shown: string;
  /** The schemas that hold anything: none in an empty database. */
  schemas: string[];
}

/** Looks at a database. Throws what the connection threw. */
export async function inspect(url: string): Promise<Inspected> {
  return withDatabase(url, async (orm) => {
    const { rows } = await orm.execute<{ number: string; name: string; schemas: string[] }>(sql`
      SELECT current_setting('server_version_num') AS number, current_database() AS name,
        ARRAY(SELECT nspname::text FROM pg_namespace AS schema
          WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
            AND (nspname <> 'public' OR EXISTS (SELECT FROM pg_class WHERE relnamespace = schema.oid))
          ORDER BY 1) AS schemas`);
    const [{ number, name, schemas }] = rows as [(typeof rows)[0]];
    return { major: Math.floor(Number(number) / 10_000), shown: `the database ${name}`, schemas };
  });
}

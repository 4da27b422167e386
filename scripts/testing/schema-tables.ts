import { globSync } from 'node:fs';
import path from 'node:path';
import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { dialect } from '#lib/db/statement';
import { projectRoot } from '#scripts/testing/sources';

/** A table of the shop, as the database knows it. */
export interface SchemaTable {
  /** The file of drizzle/schema that declares it, which is called like the room of lib that owns it. */
  file: string;
  schema: string;
  name: string;
  columns: string[];
}

/** Every table that drizzle/schema declares. */
export async function schemaTables(): Promise<SchemaTable[]> {
  const files = globSync('drizzle/schema/*.ts', { cwd: projectRoot }).toSorted();
  const tables = await Promise.all(files.map(tablesOf));
  return tables.flat();
}

async function tablesOf(file: string): Promise<SchemaTable[]> {
  const exported: unknown[] = Object.values(await import(path.join(projectRoot, file)));
  return exported
    .filter((value) => is(value, PgTable))
    .map((table) => {
      const { schema = 'public', name, columns } = getTableConfig(table);
      return {
        file: path.basename(file, '.ts'),
        schema,
        name,
        columns: columns.map((column) => dialect.sqlToQuery(sql`${column}`, 'indexes').sql.replaceAll('"', '')),
      };
    });
}

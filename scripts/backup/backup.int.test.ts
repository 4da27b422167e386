import { existsSync, globSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { migrate } from '#drizzle/migrate';
import { shutdown } from '#lib/broker/shutdown';
import { newId } from '#lib/ids';
import { installedTools } from '#scripts/backup/client-tools';
import { inspect } from '#scripts/backup/inspect';
import { createDatabase, dropDatabase } from '#scripts/postgres/databases';
import { withDatabase } from '#scripts/postgres/with-database';
import { seed } from '#scripts/seed/seed';
import { databaseUrl, startTestCluster } from '#scripts/testing/cluster';
import { givenCustomer, orderRequest, publishNow } from '#scripts/testing/shop';
import { startCommand } from '#scripts/testing/started';
import { temporaryFolder } from '#scripts/testing/temporary';

const BUSY_MACHINE_MS = 120_000;
vi.setConfig({ testTimeout: BUSY_MACHINE_MS, hookTimeout: BUSY_MACHINE_MS });

/** The server of a package that brings its tools along; the embedded one has none. */
const packaged = globSync('/usr/lib/postgresql/*/bin/postgres')
  .map((program) => path.dirname(program))
  .findLast((folder) => existsSync(path.join(folder, 'pg_dump')));

const names = { shop: `shop_${newId().slice(-12)}`, empty: `empty_${newId().slice(-12)}` };
const folder = temporaryFolder();
let cluster: { url: string; stop(): Promise<void> };
let shop: string;
let empty: string;

beforeAll(async () => {
  cluster = packaged ? await startTestCluster(packaged) : { url: inject('clusterUrl'), stop: async () => undefined };
  shop = databaseUrl(cluster.url, names.shop);
  empty = databaseUrl(cluster.url, names.empty);
  for (const name of Object.values(names)) await createDatabase(cluster.url, name);
  process.env.DATABASE_URL = shop;
  await migrate(shop);
  await seed(shop);
  const ann = await givenCustomer(1_000, { name: 'Änn' });
  await publishNow(orderRequest('event-collaboration', ann), orderRequest('command-reply', ann));
});
afterAll(async () => {
  await shutdown();
  for (const name of Object.values(names)) await dropDatabase(cluster.url, name);
  await cluster.stop();
});

/** The exit code of a command on a database, and what it printed. */
async function run(command: string, url: string, file: string): Promise<[number | null, string]> {
  const started = startCommand(command, folder, { DATABASE_URL: url }, [file]);
  return [await started.ended, started.printed];
}

/** Every row of every table, the record of migrations and jobs included, without what pg-boss notes while it runs. */
async function rowsOf(url: string): Promise<Record<string, unknown>> {
  return withDatabase(url, async (orm) => {
    const tables = await orm.execute<{ schema: string; name: string }>(
      sql`SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)'
        AND (schemaname <> 'pgboss' OR tablename ~ '^job')`,
    );
    const rows: Record<string, unknown> = {};
    for (const { schema, name } of tables.rows) {
      const table = sql`${sql.identifier(schema)}.${sql.identifier(name)}`;
      rows[`${schema}.${name}`] = (await orm.execute(sql`SELECT t::text FROM ${table} AS t ORDER BY 1`)).rows;
    }
    return rows;
  });
}

test('a backup is restored whole into an empty database, or the tools that it needs are named', async () => {
  const file = path.join(folder, 'saldo.dump');
  writeFileSync(file, 'an older backup', { mode: 0o644 });
  const { major } = await inspect(shop);
  if (!(await installedTools()).some((tools) => tools.major >= major)) {
    expect(await run('backup.ts', shop, file)).toEqual([1, expect.stringMatching(/^backup: the server runs Postgres/)]);
    expect(readFileSync(file, 'utf8')).toBe('an older backup');
    return;
  }
  expect(await run('backup.ts', shop, file)).toEqual([
    0,
    `${file} holds the database ${names.shop} (${statSync(file).size} bytes).\n`,
  ]);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(readdirSync(folder)).toEqual(['saldo.dump']);

  expect(await run('restore.ts', empty, file)).toEqual([
    0,
    `${file} is restored into the database ${names.empty}. The books are right: 1 transfers with 2 entries in 1 wallets, 1 decisions, 0 orders and 0 notifications.\n`,
  ]);
  expect(await rowsOf(empty)).toEqual(await rowsOf(shop));

  expect(await run('restore.ts', empty, file)).toEqual([
    1,
    expect.stringMatching(
      `^restore: the database ${names.empty} is not empty, it holds accounts, .*: create a new one, and name it in DATABASE_URL\n$`,
    ),
  ]);
});

test('a backup that fails leaves the older one, and nothing half written', async () => {
  const file = path.join(folder, 'kept.dump');
  writeFileSync(file, 'an older backup');
  const [code, printed] = await run('backup.ts', shop.replace(names.shop, 'nowhere'), file);
  expect([code, printed]).toEqual([1, 'backup: database "nowhere" does not exist\n']);
  expect(readFileSync(file, 'utf8')).toBe('an older backup');
  expect(readdirSync(folder).filter((name) => name.startsWith('kept'))).toEqual(['kept.dump']);
});

test('what is no backup is not restored', async () => {
  const file = path.join(folder, 'notes.txt');
  writeFileSync(file, 'not a backup');
  expect(await run('restore.ts', empty, file)).toEqual([1, `restore: ${file} is no backup of \`npm run backup\`\n`]);
  expect(await run('restore.ts', empty, path.join(folder, 'none.dump'))).toEqual([
    1,
    expect.stringMatching(/^restore: ENOENT: no such file or directory, open '.*none\.dump'\n$/),
  ]);
});

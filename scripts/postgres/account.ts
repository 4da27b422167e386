import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { PostgresBinaries } from '#scripts/postgres/binaries';
import { endingWithParent } from '#scripts/processes/parent-death';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** Under which account Postgres runs. */
export interface PostgresAccount {
  /** Words to put before the command. */
  prefix: string[];
  /** Owner that its files must have; undefined = whoever runs us. */
  uid?: number;
}

const NOBODY = 65_534;

/**
 * Postgres refuses to run as root. As root, the first of these that works is used:
 * - a user namespace in which root appears as nobody: the files stay root's, and folders that only root can read work;
 * - the account nobody with the right to pass such folders (containers often forbid namespaces; and inside one, root
 *   cannot enter a folder that belongs only to another user).
 */
const accountsForRoot: PostgresAccount[] = [
  { prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'], uid: 0 },
  {
    prefix: [
      'setpriv',
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
      // Otherwise access(2), with which Postgres checks its own files, would not count the right.
      '--securebits=+no_setuid_fixup',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
    ],
    uid: NOBODY,
  },
];

/** Chooses the account by trying it on the program itself. Stops Postgres fast when this process ends, where possible. */
export function chooseAccount({ postgres }: PostgresBinaries): PostgresAccount {
  const candidates = process.getuid?.() === 0 ? accountsForRoot : [{ prefix: [] }];
  for (const account of candidates) {
    const prefix = [...account.prefix, ...endingWithParent('SIGINT')];
    const [program = postgres, ...args] = [...prefix, postgres, '--version'];
    if (spawnSync(program, args).status === 0) return { ...account, prefix };
  }
  throw new StartupFailure(
    `The embedded Postgres at ${postgres} cannot run under this account: start as an ordinary user who may read that folder, or set DATABASE_URL to a Postgres of your own.`,
  );
}

/** Gives `folder` and all in it to the account: an earlier start may have used the other one. */
export function handOver(folder: string, { uid }: PostgresAccount): void {
  if (uid === undefined || lstatSync(folder).uid === uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(path.join(folder, entry), uid, uid);
  }
  lchownSync(folder, uid, uid);
}

import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { PostgresBinaries } from '#scripts/postgres/binaries';
import { endingWithParent } from '#scripts/processes/parent-death';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** The account under which Postgres runs. */
export interface PostgresAccount {
  /** A prefix of the command. */
  prefix: string[];
  /** The owner that its files must have; undefined means the current account. */
  uid?: number;
}

const NOBODY = 65_534;

/**
 * Postgres refuses to run as root. Root uses the first of these that works:
 * - a user namespace in which root appears as nobody: root still owns the files, and may be the only account that can
 *   read the folders above them;
 * - the account nobody, with the capability to pass such folders. Containers often forbid namespaces, and inside a
 *   namespace root cannot enter a folder that belongs to another user alone.
 */
const accountsForRoot: PostgresAccount[] = [
  { prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'], uid: 0 },
  {
    prefix: [
      'setpriv',
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
      // Otherwise access(2), with which Postgres checks its own files, would ignore the capability.
      '--securebits=+no_setuid_fixup',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
    ],
    uid: NOBODY,
  },
];

/**
 * Finds an account that can run Postgres. Its prefix also stops Postgres when this process ends, where the platform
 * supports it.
 */
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

/** Makes the account the owner of `folder` and its content: an earlier start may have used another account. */
export function handOver(folder: string, { uid }: PostgresAccount): void {
  if (uid === undefined || lstatSync(folder).uid === uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(path.join(folder, entry), uid, uid);
  }
  lchownSync(folder, uid, uid);
}

import { expect, test, vi } from 'vitest';
import { startCommand } from '#scripts/testing/started';
import { temporaryFolder } from '#scripts/testing/temporary';

const BUSY_MACHINE_MS = 60_000;
vi.setConfig({ testTimeout: BUSY_MACHINE_MS });

const folder = temporaryFolder();

test.for([
  ['operator.ts', [], 'operator: name a registered e-mail address: npm run operator -- ann@example.com\n'],
  [
    'operator.ts',
    ['ann@example.com'],
    'operator: no database is known: set DATABASE_URL, or run `npm start` in another terminal\n',
  ],
  [
    'audit.ts',
    [],
    'audit: DATABASE_URL_FILE is wrong (now "/nowhere"): ENOENT: no such file or directory, open \'/nowhere\'\n',
    { DATABASE_URL_FILE: '/nowhere' },
  ],
  [
    'dead-letters.ts',
    ['retry'],
    'dead-letters: retry a queue, or one of its dead letters: npm run dead-letters -- retry <queue> [id]\n',
  ],
  [
    'dead-letters.ts',
    [],
    'dead-letters: no database is known: set DATABASE_URL, or run `npm start` in another terminal\n',
  ],
  [
    'dead-letters.ts',
    ['retry', 'billing'],
    expect.stringMatching(/^dead-letters: there is no queue billing; there are command-reply\.gateway, .*\n$/),
    { DATABASE_URL: 'postgres://127.0.0.1:1/saldo' },
  ],
  [
    'dead-letters.ts',
    [],
    'dead-letters: connect ECONNREFUSED 127.0.0.1:1\n',
    { DATABASE_URL: 'postgres://127.0.0.1:1/saldo' },
  ],
  ['backup.ts', [], 'backup: name one file: npm run backup -- saldo.dump\n'],
  [
    'backup.ts',
    ['saldo.dump'],
    'backup: no database is known: set DATABASE_URL, or run `npm start` in another terminal\n',
  ],
  ['restore.ts', ['one.dump', 'two.dump'], 'restore: name one file: npm run restore -- saldo.dump\n'],
  ['audit.ts', ['--fix'], "audit: Unknown option '--fix'\n"],
  ['docs.ts', ['--chek'], "docs: Unknown option '--chek'\n"],
  ['test.ts', ['untit'], expect.stringMatching(/^No such step: untit\. There are: lint, .*browser\.\n$/)],
] as const)('%s refuses %j in one line', async ([command, args, line, settings = {}]) => {
  const started = startCommand(command, folder, settings, args);
  expect([await started.ended, started.printed]).toEqual([1, line]);
});

import { expect, test, vi } from 'vitest';
import { startCommand } from '#scripts/testing/started';
import { temporaryFolder } from '#scripts/testing/temporary';

const BUSY_MACHINE_MS = 60_000;
vi.setConfig({ testTimeout: BUSY_MACHINE_MS });

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
  ['audit.ts', ['--fix'], "audit: Unknown option '--fix'\n"],
  ['docs.ts', ['--chek'], "docs: Unknown option '--chek'\n"],
  ['test.ts', ['untit'], expect.stringMatching(/^No such step: untit\. There are: lint, .*browser\.\n$/)],
] as [string, string[], string, Record<string, string>?][])(
  '%s refuses %j in one line',
  async ([command, args, line, settings = {}]) => {
    const started = startCommand(command, temporaryFolder(), settings, args);
    expect([await started.ended, started.printed]).toEqual([1, line]);
  },
);

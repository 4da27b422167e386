import { expect, test } from 'vitest';
import { chooseTools } from '#scripts/backup/client-tools';

const installed = [15, 18, 17].map((major) => ({ folder: `/usr/lib/postgresql/${major}/bin`, major }));

test.each([
  [14, 15],
  [15, 15],
  [16, 17],
  [18, 18],
])('a server of version %i is dumped by the nearest version that is not older', (server, tools) => {
  expect(chooseTools(server, installed).major).toBe(tools);
});

test('where all tools are older, it says what to install', () => {
  const older = installed.slice(0, 1);
  expect(() => chooseTools(18, older)).toThrow(
    'the server runs Postgres 18, and no pg_dump that can read it is here (that in /usr/lib/postgresql/15/bin is of version 15): install the client tools of Postgres 18, on Debian and Ubuntu postgresql-client-18 (https://wiki.postgresql.org/wiki/Apt), on macOS libpq of Homebrew',
  );
  expect(() => chooseTools(18, [])).toThrow('no pg_dump that can read it is here: install the client tools');
});

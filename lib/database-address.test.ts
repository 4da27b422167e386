import { expect, test } from 'vitest';
import { parseDatabaseAddress } from './database-address.ts';

test.each([
  ['postgres://ann:pw@db:5433/saldo?sslmode=require', ['postgres://ann:pw@db:5433/saldo?sslmode=require'], false],
  ['postgresql://db/saldo', ['postgresql://db/saldo'], false],
  ['postgres://db', ['postgres://db'], false],
  ['postgres:///saldo?host=/run/postgresql', ['postgres:///saldo?host=%2Frun%2Fpostgresql'], false],
  ['postgres://db/saldo?target_session_attrs=primary', ['postgres://db/saldo'], true],
  ['postgres://db/saldo?target_session_attrs=any', ['postgres://db/saldo'], false],
  [
    'postgres://ann:p%40w@one:5432,two,[::1]:5433/saldo?sslmode=disable&target_session_attrs=read-write',
    [
      'postgres://ann:p%40w@one:5432/saldo?sslmode=disable',
      'postgres://ann:p%40w@two/saldo?sslmode=disable',
      'postgres://ann:p%40w@[::1]:5433/saldo?sslmode=disable',
    ],
    true,
  ],
])('%s names its servers', (address, servers, needsPrimary) => {
  expect(parseDatabaseAddress(address)).toMatchObject({ servers, needsPrimary });
});

test('what is shown of an address holds neither password nor parameters', () => {
  const address = 'postgres://ann:hunter2@one,two:5433/saldo?sslkey=hunter2';
  expect(parseDatabaseAddress(address).shown).toBe('postgres://ann@one,two:5433/saldo');
});

test.each([
  ['mysql://ann:hunter2@db/saldo', 'begins with postgres://'],
  ['postgres://ann:hunter2/3@db/saldo', '%2F'],
  ['postgres://ann:hunter2@one,/saldo', 'host 2'],
  ['postgres://ann:hunter2@one,two:70000/saldo', 'host 2'],
  ['postgres://ann:hunter2@one:port/saldo', 'host 1'],
  ['postgres://ann:hunter2@/saldo?host=one,two', 'behind the @'],
  ['postgres://ann:hunter2@db/saldo?target_session_attrs=standby', 'read-write, primary and any'],
])('%s is refused, without its password', (address, reason) => {
  expect(() => parseDatabaseAddress(address)).toThrow(reason);
  expect(() => parseDatabaseAddress(address)).not.toThrow('hunter2');
});

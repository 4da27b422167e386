import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { freePort } from '#scripts/processes/ports';
import { databaseUrl as otherDatabase } from '#scripts/testing/cluster';
import { test as base } from '#scripts/testing/http';
import { startServer } from '#scripts/testing/http-server';
import { processesOf, startCommand } from '#scripts/testing/started';
import { temporaryFolder } from '#scripts/testing/temporary';

const test = base
  .extend('folder', temporaryFolder)
  .extend('port', async () => String(await freePort()))
  /** The lines that a failing start prints. */
  .extend('failedStart', ({ folder }) => async (settings: Record<string, string>): Promise<string[]> => {
    const start = startCommand('start.ts', folder, settings);
    expect([await start.ended, processesOf(folder)]).toEqual([1, []]);
    return start.printed.trimEnd().split('\n');
  });

describe('a start that fails prints a line for each fault and leaves nothing running:', () => {
  test('its port is in use', async ({ folder, failedStart }) => {
    const other = await startServer(() => undefined);
    const { port } = new URL(other.url);
    expect(await failedStart({ PORT: port })).toEqual([
      `Saldo cannot start. Port ${port} on 127.0.0.1 is in use: stop the program that uses it, or set PORT to a free one.`,
    ]);
    expect(readdirSync(path.join(folder, '.saldo/run'))).toEqual([]);
    await other.stop();
  });

  test('its folder cannot be written', async ({ folder, port, failedStart }) => {
    const file = path.join(folder, '.saldo');
    writeFileSync(file, 'a file in place of the folder: not even root can write here');
    const [line, ...more] = await failedStart({ PORT: port });
    expect(line).toMatch(`Saldo cannot start. Cannot write to ${file} (`);
    expect(line).toMatch(/: make it writable\.$/);
    expect(more).toEqual([]);
  });

  test('nothing listens at DATABASE_URL, and its password is not printed', async ({ port, failedStart }) => {
    const host = `127.0.0.1:${await freePort()}`;
    expect(await failedStart({ PORT: port, DATABASE_URL: `postgres://ann:secret@${host}/saldo` })).toEqual([
      `Saldo cannot start. Cannot reach the database of DATABASE_URL, postgres://ann@${host}/saldo: nothing listens there: start that Postgres or correct host and port.`,
    ]);
  });

  test('the secrets are in files, and nothing listens at the address in one of them', async ({
    folder,
    port,
    failedStart,
  }) => {
    const host = `127.0.0.1:${await freePort()}`;
    const [address, secret] = [path.join(folder, 'database-url'), path.join(folder, 'auth-secret')];
    writeFileSync(address, `postgres://ann:secret@${host}/saldo\n`);
    writeFileSync(secret, `${'s'.repeat(40)}\n`);
    expect(await failedStart({ PORT: port, DATABASE_URL_FILE: address, AUTH_SECRET_FILE: secret })).toEqual([
      `Saldo cannot start. Cannot reach the database of DATABASE_URL, postgres://ann@${host}/saldo: nothing listens there: start that Postgres or correct host and port.`,
    ]);
  });

  test('DATABASE_URL names a database that does not exist', async ({ port, failedStart, databaseUrl }) => {
    const [line, ...more] = await failedStart({ PORT: port, DATABASE_URL: otherDatabase(databaseUrl, 'elsewhere') });
    expect(line).toMatch(/^Saldo cannot start\. .*\/elsewhere: that database does not exist: create it or correct its/);
    expect(more).toEqual([]);
  });

  test('several settings are wrong, one of them in .env', async ({ folder, failedStart }) => {
    writeFileSync(path.join(folder, '.env'), 'SHOP_CURRENCY=EURO\n');
    expect(await failedStart({ PORT: 'many', RESEND_API_KEY: 're_1' })).toEqual([
      'Saldo cannot start, its settings must be corrected (.env or environment):',
      'PORT is wrong (now "many"): set it to a whole number from 1 to 65535',
      'SHOP_CURRENCY is wrong (now "EURO"): set it to an ISO 4217 code like EUR',
      'EMAIL_FROM is missing: RESEND_API_KEY needs a sender, like Saldo <orders@example.com>',
    ]);
  });
});

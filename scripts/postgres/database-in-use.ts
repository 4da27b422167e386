import { existsSync, readFileSync } from 'node:fs';
import { secretOf } from '#lib/env';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** `npm start` keeps the address of its database in this file while it runs. */
const RUNNING_DATABASE = '.saldo/run/database-url';

/**
 * The address of the database that a command works on: `DATABASE_URL`, else the one of the `npm start` that runs in
 * this folder. Throws a `StartupFailure` if there is neither, a `SettingsError` if its file cannot be read.
 */
export function databaseInUse(): string {
  if (existsSync('.env')) process.loadEnvFile();
  const given = secretOf(process.env, 'DATABASE_URL');
  if (given !== undefined) return given;
  if (existsSync(RUNNING_DATABASE)) return readFileSync(RUNNING_DATABASE, 'utf8').trim();
  throw new StartupFailure('no database is known: set DATABASE_URL, or run `npm start` in another terminal');
}

/** The address of the same database past a pooler, for what needs a session of its own: `DATABASE_DIRECT_URL` if set. */
export function directDatabaseInUse(): string {
  const url = databaseInUse();
  return secretOf(process.env, 'DATABASE_DIRECT_URL') ?? url;
}

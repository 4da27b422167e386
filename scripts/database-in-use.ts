import { existsSync, readFileSync } from 'node:fs';

/** Where `npm start` leaves the address of the database that it uses. */
const RUNNING_DATABASE = '.saldo/run/database-url';

/** The database that a command is about: `DATABASE_URL`, else the one of the `npm start` that runs here. Throws if there is neither. */
export function databaseInUse(): string {
  if (existsSync('.env')) process.loadEnvFile();
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  if (existsSync(RUNNING_DATABASE)) return readFileSync(RUNNING_DATABASE, 'utf8').trim();
  throw new Error('which database? Set DATABASE_URL, or run `npm start` meanwhile');
}

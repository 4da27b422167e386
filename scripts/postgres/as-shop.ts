import { randomBytes } from 'node:crypto';
import { shutdown } from '#lib/broker/shutdown';
import { secretOf } from '#lib/env';
import { databaseInUse } from './database-in-use.ts';

/**
 * Does `work` with the settings of a process of the shop, on the database that is in use, and closes its connections afterwards. It signs
 * nothing, so any secret does where none is known.
 */
export async function asShop<Result>(work: () => Promise<Result>): Promise<Result> {
  Object.assign(process.env, { DATABASE_URL: databaseInUse(), DATABASE_URL_FILE: '' });
  if (secretOf(process.env, 'AUTH_SECRET') === undefined) process.env.AUTH_SECRET = randomBytes(33).toString('base64');
  try {
    return await work();
  } finally {
    await shutdown();
  }
}

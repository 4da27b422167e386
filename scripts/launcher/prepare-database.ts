import { once } from 'node:events';
import { migrate } from '#drizzle/migrate';
import { shutdown } from '#lib/broker/shutdown';
import { secretOf } from '#lib/env';
import type { Preparation, Prepared } from '#scripts/launcher/database-preparation';
import { seed } from '#scripts/seed/seed';

// A child of the launcher: receives a database, migrates and seeds it, answers once and ends.
const [{ databaseUrl, demoAccountsFile }] = (await once(process, 'message')) as [Preparation];
process.send?.(await prepare());
process.disconnect?.();

async function prepare(): Promise<Prepared> {
  try {
    await migrate(databaseUrl, { directUrl: secretOf(process.env, 'DATABASE_DIRECT_URL') });
    const accounts = await seed(databaseUrl, demoAccountsFile === undefined ? {} : { demoAccountsFile });
    return { accounts };
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? error) as { code?: string; message: string };
    return { fault: message, code };
  } finally {
    await shutdown();
  }
}

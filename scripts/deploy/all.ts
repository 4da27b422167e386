import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { env } from '#lib/env';
import { startStack } from '#scripts/launcher/stack';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** Migrates, then runs web and worker, restarting whichever ends, until it is stopped. */
export async function all(stopping: AbortSignal): Promise<true> {
  const { DATABASE_URL: databaseUrl, PORT: port } = env();
  const saldo = process.argv[1] ?? '';
  // In a process of its own: this one lives on, and would keep the memory that migrating takes.
  const migration = spawn(process.execPath, [saldo, 'migrate'], { stdio: 'inherit' });
  stopping.addEventListener('abort', () => migration.kill());
  const [code] = await once(migration, 'exit');
  if (stopping.aborted) return true;
  if (code !== 0) throw new StartupFailure('the database is not ready, see above');
  try {
    const stack = await startStack({ databaseUrl, port, env: {}, log: console.log, saldo, signal: stopping });
    console.log(`Saldo listens on port ${port}.`);
    if (!stopping.aborted) await once(stopping, 'abort');
    await stack.stop();
  } catch (error) {
    if (!stopping.aborted) throw error;
  }
  return true;
}

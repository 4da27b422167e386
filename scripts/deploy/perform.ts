import { isOutage } from '#lib/db/outage';
import { SettingsError } from '#lib/env';
import { isExplained } from '#scripts/processes/run-command';
import { type Command, commands } from './command-list.ts';

/** Runs one command of `saldo` and ends the process with its exit code: 0 for done, 1 with one line for what a person can fix. */
export async function perform(command: Command, args: string[], stopping: AbortSignal): Promise<void> {
  try {
    process.exitCode = (await work(command, args, stopping)) ? 0 : 1;
  } catch (error) {
    console.error(explained(command, error) ?? error);
    process.exitCode = 1;
  }
  // A stopped process has nothing left to do, whatever still holds it, such as a timer of a library.
  process.exit();
}

/** Each role loads what it needs and nothing else: it is what a process weighs for as long as it runs. */
async function work(command: Command, args: string[], stopping: AbortSignal): Promise<boolean> {
  switch (command) {
    case 'web':
      return (await import('./web.ts')).web(stopping);
    case 'worker':
      return (await import('./worker.ts')).worker(stopping);
    case 'migrate':
      return (await import('./migrate.ts')).migrateOnce(stopping);
    case 'all':
      return (await import('./all.ts')).all(stopping);
    case 'audit':
      return (await import('#scripts/audit/command')).auditCommand(args);
    case 'dead-letters':
      return (await import('#scripts/dead-letters/command')).deadLettersCommand(args);
    case 'operator':
      return (await import('#scripts/operator/command')).operatorCommand(args);
    case 'health':
      return (await import('./health.ts')).health(args);
    case '--version':
      return (await import('./version.ts')).printVersion();
    case '--help':
      for (const [name, meaning] of Object.entries(commands)) console.log(`saldo ${name.padEnd(12)} ${meaning}`);
      return true;
  }
}

/** One line for what the person at the keyboard can fix; undefined for a defect, which is printed with its stack. */
function explained(command: Command, error: unknown): string | undefined {
  if (error instanceof SettingsError)
    return `saldo ${command} cannot start, its settings must be corrected:\n${error.message}`;
  if (isOutage(error))
    return `saldo ${command}: the database of DATABASE_URL cannot be reached (${(error as Error).message || String(error)})`;
  if (isExplained(error)) return `saldo ${command}: ${error.message || String(error)}`;
  return undefined;
}

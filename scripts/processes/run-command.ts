import { SettingsError } from '#lib/env';
import { StartupFailure } from '#scripts/processes/startup-failure';

/**
 * Runs the work of a command and sets its exit code: 0 if `work` resolves to true, else 1. A failure that the person at
 * the keyboard can fix is printed in one line; anything else is a defect, so its stack is printed.
 */
export async function runCommand(name: string, work: () => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await work()) ? 0 : 1;
  } catch (error) {
    console.error(isExplained(error) ? `${name}: ${error.message || String(error)}` : error);
    process.exitCode = 1;
  }
}

/** Errors with a code come from outside: arguments that `parseArgs` refuses, the file system, the network, Postgres. */
function isExplained(error: unknown): error is Error {
  return (
    error instanceof StartupFailure || error instanceof SettingsError || (error instanceof Error && 'code' in error)
  );
}

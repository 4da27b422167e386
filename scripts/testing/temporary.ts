import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'saldo-test-';

/**
 * Creates a temporary folder, which is removed when this process ends. Also removes the folders of runs that were
 * killed.
 */
export function temporaryFolder(): string {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    // The name contains the id of the process that created it.
    if (!isAlive(Number.parseInt(name.slice(prefix.length), 10))) remove(path.join(tmpdir(), name));
  }
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
  process.once('exit', () => remove(folder));
  return folder;
}

/** Removes a folder. A server in it may still write while it ends; then the next run removes the rest. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    console.error(`${folder} could not be removed: ${(error as Error).message}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process runs and belongs to another account.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

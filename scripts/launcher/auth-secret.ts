import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** The secret in `file`, made at the first call. Sessions outlive restarts because it stays. */
export function keptSecret(file: string): string {
  if (!existsSync(file)) {
    const complete = `${file}.${process.pid}`;
    writeFileSync(complete, randomBytes(33).toString('base64url'), { mode: 0o600 });
    try {
      // A link appears complete or not at all, and never replaces the secret of another start.
      linkSync(complete, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(complete);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

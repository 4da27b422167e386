import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** The secret in `file`, generated at the first call. Sessions outlive restarts because the file stays. */
export function keptSecret(file: string): string {
  if (!existsSync(file)) {
    const complete = `${file}.${process.pid}`;
    writeFileSync(complete, randomBytes(33).toString('base64url'), { mode: 0o600 });
    try {
      // Linking is atomic and never replaces the secret that another start has written.
      linkSync(complete, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(complete);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

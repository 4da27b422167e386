import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Prints the version of package.json, and the revision that the image was built from. */
export function printVersion(): true {
  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'));
  console.log(`saldo ${version} (revision ${process.env.SALDO_REVISION || 'unknown'})`);
  return true;
}

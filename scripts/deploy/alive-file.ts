import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A worker touches it for as long as its event loop turns; it needs no database, so an outage of that restarts no worker. */
export const ALIVE_FILE = path.join(tmpdir(), 'saldo-worker');
export const ALIVE_INTERVAL_MS = 5_000;

/** Touches the file. On a machine that others share it may be theirs; only containers ask for it, so that must not end the worker. */
export function showLife(): void {
  try {
    writeFileSync(ALIVE_FILE, '');
  } catch {
    // `saldo health worker` says that there is no life.
  }
}

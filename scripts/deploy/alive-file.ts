import { tmpdir } from 'node:os';
import path from 'node:path';

/** A worker touches it for as long as its event loop turns; it needs no database, so an outage of that restarts no worker. */
export const ALIVE_FILE = path.join(tmpdir(), 'saldo-worker');
export const ALIVE_INTERVAL_MS = 5_000;

import { spawnSync } from 'node:child_process';

const supported = new Map<NodeJS.Signals, boolean>();

/**
 * Words to put before a command so that the kernel signals it as soon as this process is gone, even after kill -9. Empty
 * where util-linux's `setpriv` is missing (macOS): there the next start ends what was left behind.
 */
export function endingWithParent(signal: NodeJS.Signals): string[] {
  if (process.platform !== 'linux') return [];
  const prefix = ['--pdeathsig', signal.slice('SIG'.length), '--'];
  if (!supported.has(signal)) supported.set(signal, spawnSync('setpriv', [...prefix, 'true']).status === 0);
  return supported.get(signal) ? ['setpriv', ...prefix] : [];
}

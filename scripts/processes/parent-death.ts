import { spawnSync } from 'node:child_process';

const supported = new Map<NodeJS.Signals, boolean>();

/**
 * A command prefix that makes the kernel send `signal` as soon as this process is gone, even after kill -9. Empty where
 * `setpriv` of util-linux is missing (macOS): there the next start ends what was left behind.
 */
export function endingWithParent(signal: NodeJS.Signals): string[] {
  if (process.platform !== 'linux') return [];
  const prefix = ['--pdeathsig', signal.slice('SIG'.length), '--'];
  if (!supported.has(signal)) supported.set(signal, spawnSync('setpriv', [...prefix, 'true']).status === 0);
  return supported.get(signal) ? ['setpriv', ...prefix] : [];
}

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endingWithParent } from '#scripts/processes/parent-death';

/** Starts a Node program that exchanges messages with this process, and ends with it at the latest. */
export function startChild(program: URL, ...args: string[]): ChildProcess {
  const [command = process.execPath, ...rest] = [
    ...endingWithParent('SIGKILL'),
    process.execPath,
    fileURLToPath(program),
    ...args,
  ];
  return spawn(command, rest, { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
}

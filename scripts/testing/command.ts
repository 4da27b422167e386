import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '#scripts/launcher/project-root';
import { endingWithParent } from '#scripts/processes/parent-death';

export interface Finished {
  succeeded: boolean;
  /** What it wrote to stdout and stderr; empty if that was shown immediately. */
  output: string;
}

interface Options {
  /** Shows the output immediately instead of returning it. */
  show?: boolean;
  env?: Record<string, string>;
}

const running = new Set<ReturnType<typeof spawn>>();

/** Runs a program of this repository or its packages in the folder of the repository, and waits for its end. */
export function run(command: string, args: string[], { show = false, env = {} }: Options = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const bin = path.join(projectRoot, 'node_modules/.bin');
    const [program = command, ...rest] = [...endingWithParent('SIGINT'), command, ...args];
    const child = spawn(program, rest, {
      cwd: projectRoot,
      // The Node and the tools of the packages, not those of the machine.
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => (output += `${command} did not start: ${error.message}\n`));
    child.on('close', (code) => {
      running.delete(child);
      resolve({ succeeded: code === 0, output });
    });
    running.add(child);
  });
}

/** Forwards a signal to the running commands, so that a suite can stop its own database and processes. */
export function signalRunning(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

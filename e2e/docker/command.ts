import { spawn } from 'node:child_process';

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Options {
  cwd?: string;
  env?: Record<string, string>;
  input?: Buffer;
}

/** Runs a program and resolves to its exit code and what it printed. `stdout` is text of single bytes, so that it can carry a dump. */
export function attempt(program: string, args: string[], { cwd, env, input }: Options = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('latin1').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {}); // it may end before it has read everything; its exit code says so
    child.stdin.end(input);
  });
}

/** The trimmed output of a program that must succeed; throws what it printed otherwise. */
export const run = async (program: string, args: string[], options: Options = {}): Promise<string> =>
  (await outputOf(program, args, options)).trim();

/** The output of a program that must succeed, every byte of it. */
export async function outputOf(program: string, args: string[], options: Options = {}): Promise<string> {
  const { code, stdout, stderr } = await attempt(program, args, options);
  if (code === 0) return stdout;
  const printed = `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
  throw new Error(`${program} ${args.join(' ')} ended with code ${code}:\n${printed}`);
}

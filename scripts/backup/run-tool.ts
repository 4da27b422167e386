import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { StartupFailure } from '#scripts/processes/startup-failure';

/**
 * Runs `pg_dump` or `pg_restore` on a database, with its output in the open file `output` if there is one. The password
 * of `url` goes through the environment, because everybody on the machine can read arguments. Throws a `StartupFailure`
 * with the first line of what the tool complains about.
 */
export async function runTool(program: string, url: string, args: string[], output?: number): Promise<void> {
  const { address, password } = withoutPassword(url);
  const tool = spawn(program, [`--dbname=${address}`, ...args], {
    env: { ...process.env, LC_MESSAGES: 'C', ...(password === undefined ? {} : { PGPASSWORD: password }) },
    stdio: ['ignore', output ?? 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    tool.once('error', reject);
    tool.once('close', resolve);
  });
  const [errors, code] = await Promise.all([text(tool.stderr as NonNullable<typeof tool.stderr>), ended]);
  if (code !== 0) throw new StartupFailure(errors.trim().split('\n', 1)[0] || `${program} ended with code ${code}`);
}

/** Takes the password out of an address, which may name several hosts. */
function withoutPassword(url: string): { address: string; password?: string } {
  const [, before, password, after] = /^(\w+:\/\/[^:@/?]*):([^@]*)(@.*)$/.exec(url) ?? [];
  if (password === undefined) return { address: url };
  return { address: `${before}${after}`, password: decodeURIComponent(password) };
}

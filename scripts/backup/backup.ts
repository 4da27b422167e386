import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { chooseTools, installedTools } from '#scripts/backup/client-tools';
import { inspect } from '#scripts/backup/inspect';
import { runTool } from '#scripts/backup/run-tool';

/**
 * Writes everything that a database holds at one moment to a file that only its owner can read; the shop may run. The
 * file appears when it is complete and on disk, and replaces an older one. Returns one line about it. Throws a
 * `StartupFailure` where the tools or the rights are missing.
 */
export async function backUp(url: string, file: string): Promise<string> {
  const { major, shown } = await inspect(url);
  const tools = chooseTools(major, await installedTools());
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const output = openSync(unfinished, 'wx', 0o600);
  try {
    // Owners and rights belong to a server, and the one that restores may be another.
    await runTool(
      path.join(tools.folder, 'pg_dump'),
      url,
      ['--format=custom', '--no-owner', '--no-privileges'],
      output,
    );
    fsyncSync(output);
    renameSync(unfinished, file);
  } finally {
    closeSync(output);
    rmSync(unfinished, { force: true });
  }
  return `${file} holds ${shown} (${statSync(file).size} bytes).`;
}

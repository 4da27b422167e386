import { execFileSync } from 'node:child_process';
import { constants, copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#scripts/launcher/project-root';
import { temporaryFolder } from '#scripts/testing/temporary';

/** What git says of its progress is not shown. */
const git = (...args: string[]): void => void execFileSync('git', args, { cwd: projectRoot, stdio: 'pipe' });

/**
 * Does `work` with the folder of another commit, which has its packages and this tree's `bench/`, so that both are measured alike; removes it
 * afterwards.
 */
export async function withCommit<Result>(commit: string, work: (root: string) => Promise<Result>): Promise<Result> {
  git('worktree', 'prune'); // those of runs that were killed
  const root = path.join(temporaryFolder(), 'saldo');
  git('worktree', 'add', '--detach', root, commit);
  try {
    rmSync(path.join(root, 'bench'), { recursive: true, force: true });
    cpSync(path.join(projectRoot, 'bench'), path.join(root, 'bench'), { recursive: true });
    if (lockOf(root) === lockOf(projectRoot)) linkFolder('node_modules', root);
    else execFileSync('npm', ['ci'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    return await work(root);
  } finally {
    git('worktree', 'remove', '--force', root);
  }
}

const lockOf = (root: string): string => readFileSync(path.join(root, 'package-lock.json'), 'utf8');

/** Links the files of a folder into another tree: the bundler refuses a link to a folder outside of its root. */
function linkFolder(folder: string, root: string): void {
  mkdirSync(path.join(root, folder));
  for (const entry of readdirSync(path.join(projectRoot, folder), { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    const [from, to] = [path.join(projectRoot, name), path.join(root, name)];
    if (entry.isDirectory()) linkFolder(name, root);
    else if (entry.isSymbolicLink()) cpSync(from, to, { verbatimSymlinks: true });
    else linkFile(from, to);
  }
}

/** The temporary folder may lie on another disk. */
function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}

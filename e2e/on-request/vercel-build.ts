import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#scripts/launcher/project-root';
import { run } from '#scripts/testing/command';

const cache = path.join(projectRoot, '.saldo/vercel');
const cli = path.join(cache, 'cli');
/** `sandbox` of a later version asks for a package that the public registry does not have. */
const cliPackage = { private: true, dependencies: { vercel: '64.0.2' }, overrides: { sandbox: '4.1.0' } };

/** Builds for Vercel with its own CLI, against a database, and returns the folder of one function with all its files. */
export async function buildFunction(route: string, settings: Record<string, string>): Promise<string> {
  await installCli();
  const project = path.join(projectRoot, '.vercel/project.json');
  if (!existsSync(project)) {
    mkdirSync(path.dirname(project), { recursive: true });
    // The packages are installed already.
    const local = { framework: 'nextjs', nodeVersion: '24.x', installCommand: 'true' };
    writeFileSync(project, JSON.stringify({ projectId: 'prj_local', orgId: 'team_local', settings: local }));
  }
  await must('node', [path.join(cli, 'node_modules/vercel/dist/vc.js'), 'build', '--yes'], settings);
  const built = path.join(projectRoot, '.vercel/output/functions', `${route.slice(1)}.func`);
  const folder = path.join(cache, 'function');
  rmSync(folder, { recursive: true, force: true });
  cpSync(built, folder, { recursive: true, dereference: true });
  const { filePathMap } = JSON.parse(readFileSync(path.join(built, '.vc-config.json'), 'utf8')) as {
    filePathMap: Record<string, string>;
  };
  for (const [target, source] of Object.entries(filePathMap))
    cpSync(path.join(projectRoot, source), path.join(folder, target), { recursive: true, dereference: true });
  return folder;
}

/** The CLI is 360 MB large, so it is not among the packages. */
async function installCli(): Promise<void> {
  const wanted = JSON.stringify(cliPackage);
  const file = path.join(cli, 'package.json');
  const done = path.join(cli, 'installed');
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return;
  mkdirSync(cli, { recursive: true });
  writeFileSync(file, wanted);
  await must('npm', ['install', '--prefix', cli, '--no-audit', '--no-fund', '--no-package-lock'], {});
  writeFileSync(done, wanted);
}

async function must(command: string, args: string[], env: Record<string, string>): Promise<void> {
  const { succeeded, output } = await run(command, args, { env: { ...env, VERCEL_TELEMETRY_DISABLED: '1' } });
  if (!succeeded) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}
